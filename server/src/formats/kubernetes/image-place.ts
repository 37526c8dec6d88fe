import type { ImagePlace } from '../format';
import { referenceAt } from '../place';
import { splitDocuments } from '../yaml/documents';
import { hasTemplate, maskTemplate } from '../yaml/template';
import { scanLines } from './scan';

const opening = /(?:^|[\s"'{,-])(?:image|reference)["']?[ \t]*:[ \t]*["']?$/;
/** A document that takes longer to look through than a key may take. */
const largest = 500_000;

/** Where a reference stands, or belongs, in a document of a manifest, judged by its lines: half of them are typed when it is asked. */
export function imagePlace(text: string, offset: number): ImagePlace | undefined {
  const found = referenceAt(text, offset, opening);
  const document = found && splitDocuments(text).find(({ start, end }) => start <= offset && offset <= end);
  if (!document || document.end - document.start > largest) return undefined;
  const { start, end } = found.range;
  // With a letter at the cursor there is something to read, also where nothing stands yet.
  const marked = `${text.slice(document.start, offset)}x${text.slice(offset, document.end)}`;
  const parsed = hasTemplate(marked) ? maskTemplate(marked) : marked;
  const uses = scanLines({ parsed, original: marked, offset: document.start });
  const isUse = uses.some(({ range }) => range.start === start && range.end === end + 1);
  return isUse ? { range: found.range, stages: [] } : undefined;
}
