import type { Catalog } from '../../catalog';
import type { ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { TextEdit } from '../../core/range';
import type { Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import type { RegistryError } from '../../oci/error';
import type { Conversion, ConversionOptions } from '../conversion';
import type { Pinned } from '../pin';
import type { CheckResult, DocumentContext } from '../image-service';

/** What a conversion needs of the engine: it is a bundle of its own, and shares nothing with it but this. */
export interface ConversionEngine {
  readonly catalog: Catalog;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  read(text: string): ReadDocument | undefined;
  check(document: ReadDocument): CheckResult;
  isLocal(use: ImageUse): boolean;
  /** With the digest that the registry serves now, verified where a signer is known. Throws RegistryError. */
  pinned(reference: ImageReference): Promise<Pinned>;
  /** The tag alone, where the registry cannot be asked. */
  unpinned(reference: ImageReference, error: RegistryError): Promise<Pinned>;
  edit(use: ImageUse, reference: ImageReference): readonly TextEdit[] | { readonly disabled: Message };
}

export interface ConversionInput {
  readonly document: ReadDocument;
  readonly context: DocumentContext;
  readonly options: ConversionOptions;
  readonly engine: ConversionEngine;
}

/** Converts whole documents. */
export interface Converter {
  /** Never rejects but for cancellation. */
  convert(input: ConversionInput): Promise<Conversion>;
}
