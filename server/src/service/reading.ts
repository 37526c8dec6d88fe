import { bareSurroundings, largestParsedDocument, withUses, type DocumentInfo, type ReadDocument, type Surroundings } from '../core/document';
import { mayIgnoreFile } from '../core/ignore';
import type { TrustPolicy } from '../core/policy';
import { formatFor, formats } from '../formats';

const mostDocuments = 64;

interface Entry {
  readonly info: DocumentInfo;
  readonly document: ReadDocument | undefined;
}

/** Reads documents through the table of formats; the same text is read once. */
export function createReader(): (info: DocumentInfo, policy: TrustPolicy) => ReadDocument | undefined {
  const byPath = new Map<string, Entry>();
  return (info, policy) => {
    let entry = byPath.get(info.path);
    if (!entry || !isSame(entry.info, info)) entry = { info, document: formatFor(info)?.read(info.text, surroundingsOf(info)) };
    byPath.delete(info.path);
    byPath.set(info.path, entry);
    if (byPath.size > mostDocuments) byPath.delete(byPath.keys().next().value as string);
    return entry.document && withoutDisabled(entry.document, policy);
  };
}

/** As such a reader, of a document that nobody looks at: nothing is remembered of it, and nothing forgotten for it. */
export function readOnce(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined {
  const document = formatFor(info)?.read(info.text, surroundingsOf(info));
  return document && withoutDisabled(document, policy);
}

function isSame(a: DocumentInfo, b: DocumentInfo): boolean {
  return a.text === b.text && a.languageId === b.languageId && a.siblings === b.siblings;
}

function surroundingsOf({ siblings }: DocumentInfo): Surroundings {
  return { siblings: siblings ?? bareSurroundings.siblings, readEmbedded };
}

/** What a text in another document names. What it embeds itself is not read: no kind needs that, and texts in texts have no end. */
export function readEmbedded(id: string, text: string): Pick<ReadDocument, 'uses' | 'comments'> {
  return formats.find(format => format.id === id)?.read(text) ?? bareSurroundings.readEmbedded(id, text);
}

/** Without what is of formats that the policy switches off: the document itself, or some text in it. */
function withoutDisabled(document: ReadDocument, { disabledFormats }: TrustPolicy): ReadDocument | undefined {
  if (disabledFormats.length === 0) return document;
  if (disabledFormats.includes(document.format)) return undefined;
  const uses = document.uses.filter(({ format }) => !disabledFormats.includes(format));
  if (uses.length === document.uses.length) return document;
  // Its parts count the uses that it had.
  return Object.create(withUses(document, uses), { parts: { value: undefined } }) as ReadDocument;
}

/** Characters of a document that takes its time, and of the first screens of it. */
const longDocument = 60_000;
const firstScreens = 20_000;

/** What the first screens of a long document name, as far as nothing behind them has a say in it. */
export function readStart(info: DocumentInfo, policy: TrustPolicy): ReadDocument | undefined {
  const { text } = info;
  if (text.length < longDocument || text.length > largestParsedDocument || mayIgnoreFile(text)) return undefined;
  const document = formatFor(info)?.readStart(text, firstScreens, surroundingsOf(info));
  const start = document && withoutDisabled(document, policy);
  return start && (Object.create(start, { isPart: { value: true, enumerable: true } }) as ReadDocument);
}
