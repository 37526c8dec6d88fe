import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { ImageReference } from '../core/reference';
import type { RegistryError } from '../oci/error';
import { unchanged, type Conversion, type ConversionOptions } from './conversion';
import type { Converter } from './convert/engine';
import { editUse, type FormatLookup } from './edit';
import type { CheckResult, DocumentContext } from './image-service';
import type { Pinner } from './pin';
import type { Shelf } from './shelf';

interface Parts {
  readonly shelf: Shelf;
  readonly loadPinner: () => Promise<Pinner>;
  readonly formatOf: FormatLookup;
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly check: (document: ReadDocument, context: DocumentContext) => CheckResult;
  readonly isLocal: (use: ImageUse, context: DocumentContext) => boolean;
  readonly loadConverter: () => Promise<Converter>;
}

/** Hands documents to the converter, which is loaded for the first of them. */
export function createConversions(parts: Parts): (document: ReadDocument, context: DocumentContext, options: ConversionOptions) => Promise<Conversion> {
  const { shelf, formatOf } = parts;
  return async (document, context, options) => {
    await shelf.load();
    const catalog = shelf.current();
    if (!catalog) return unchanged(document.text);
    const pinner = await parts.loadPinner();
    const engine = {
      catalog,
      today: parts.today(),
      read: (text: string) => formatOf(document.format)?.read(text),
      check: (each: ReadDocument) => parts.check(each, context),
      isLocal: (use: ImageUse) => parts.isLocal(use, context),
      pinned: (reference: ImageReference) => pinner.withCurrentDigest(reference, { ...options, policy: context.policy }),
      unpinned: (reference: ImageReference, error: RegistryError) => pinner.withoutDigest(reference, context.policy, error),
      edit: (use: ImageUse, reference: ImageReference) => editUse(formatOf, use, reference),
    };
    return (await parts.loadConverter()).convert({ document, context, options, engine });
  };
}
