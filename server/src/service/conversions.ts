import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { unchanged, type Conversion, type ConversionOptions } from './conversion';
import type { Converter } from './convert/engine';
import { editUse, type FormatLookup } from './edit';
import type { CheckResult, DocumentContext } from './image-service';
import type { Pinner } from './pin';
import type { Shelf } from './shelf';

interface Parts {
  readonly shelf: Shelf;
  readonly pinner: Pinner;
  readonly formatOf: FormatLookup;
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
  readonly check: (document: ReadDocument, context: DocumentContext) => CheckResult;
  readonly isLocal: (use: ImageUse, context: DocumentContext) => boolean;
  readonly loadConverter: () => Promise<Converter>;
}

/** Hands documents to the converter, which is loaded for the first of them. */
export function createConversions(parts: Parts): (document: ReadDocument, context: DocumentContext, options: ConversionOptions) => Promise<Conversion> {
  const { shelf, pinner, formatOf } = parts;
  return async (document, context, options) => {
    await shelf.load();
    const catalog = shelf.current();
    if (!catalog) return unchanged(document.text);
    const engine = {
      catalog,
      today: parts.today(),
      read: (text: string) => formatOf(document.format)?.read(text),
      check: (each: ReadDocument) => parts.check(each, context),
      isLocal: (use: ImageUse) => parts.isLocal(use, context),
      pinned: (reference: Parameters<Pinner['withCurrentDigest']>[0]) => pinner.withCurrentDigest(reference, options),
      edit: (use: ImageUse, reference: Parameters<Pinner['withCurrentDigest']>[0]) => editUse(formatOf, use, reference),
    };
    return (await parts.loadConverter()).convert({ document, context, options, engine });
  };
}
