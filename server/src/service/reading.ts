import { largestParsedDocument, type DocumentInfo, type ReadDocument } from '../core/document';
import { mayIgnoreFile } from '../core/ignore';
import type { TrustPolicy } from '../core/policy';
import { formatFor } from '../formats';

const mostDocuments = 64;

interface Entry {
  readonly text: string;
  readonly languageId: string | undefined;
  readonly document: ReadDocument | undefined;
}

/** Reads documents through the table of formats; the same text is read once. */
export function createReader(): (info: DocumentInfo, policy: TrustPolicy) => ReadDocument | undefined {
  const byPath = new Map<string, Entry>();
  return (info, policy) => {
    let entry = byPath.get(info.path);
    if (!entry || entry.text !== info.text || entry.languageId !== info.languageId) {
      entry = { text: info.text, languageId: info.languageId, document: formatFor(info)?.read(info.text) };
    }
    byPath.delete(info.path);
    byPath.set(info.path, entry);
    if (byPath.size > mostDocuments) byPath.delete(byPath.keys().next().value as string);
    return entry.document && !policy.disabledFormats.includes(entry.document.format) ? entry.document : undefined;
  };
}

/** Characters of a document that takes its time, and of the first screens of it. */
const longDocument = 60_000;
const firstScreens = 20_000;

/** What the first screens of a long document name, as far as nothing behind them has a say in it. */
export function readStart(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined {
  const { text } = info;
  if (text.length < longDocument || text.length > largestParsedDocument || mayIgnoreFile(text)) return undefined;
  const format = formatFor(info);
  return format && !policy.disabledFormats.includes(format.id) ? format.readStart(text, firstScreens) : undefined;
}
