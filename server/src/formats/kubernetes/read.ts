import { largestParsedDocument, mostUses, type Comment, type DocumentPart, type ReadDocument } from '../../core/document';
import { movedUse, type ImageUse } from '../../core/image-use';
import { moved, type Range } from '../../core/range';
import { createMemory, detached, type Memory } from '../memory';
import { readComments } from '../yaml/comments';
import { splitDocuments } from '../yaml/documents';
import { mostTokens } from '../yaml/parse';
import { mayNameImage, readPart, type Part } from './part';
import { formatId } from './structure';
import { readWorkload } from './workload';

/** Characters of the documents whose reading is remembered: a few manifests of the largest size. */
const mostRemembered = 4_000_000;

interface PlacedPart {
  readonly range: Range;
  readonly part: Part;
}

/**
 * Every image use of a manifest, in document order. Never throws; syntax errors only make it look closer. Anchors, tags and
 * directives end with their document, so a document that is the same text again is not read again, wherever it stands now.
 */
export function createManifestReader(): (text: string) => ReadDocument {
  const memory = createMemory<Part>(mostRemembered);
  return text => {
    const placed = mayNameImage(text) ? readParts(text, splitDocuments(text), memory) : [];
    const { uses, parts } = collectUses(placed);
    const found = { format: formatId, text, comments: commentsOf(text, placed), readWorkload };
    const limited = text.length > largestParsedDocument || uses.length > mostUses ? 'too-large' : limitOf(placed);
    if (uses.length > mostUses) return { ...found, uses: uses.slice(0, mostUses), limited: 'too-large' };
    return { ...found, uses, parts, ...(limited ? { limited } : {}) };
  };
}

/** With a memory that all readings share. */
export const readManifest = createManifestReader();

/** Documents of a stream know nothing of each other. */
export function readManifestStart(text: string, most: number): ReadDocument | undefined {
  const [end] = splitDocuments(text.slice(0, most)).flatMap(({ start }) => (start > 0 ? [start] : [])).slice(-1);
  return end === undefined ? undefined : readManifest(text.slice(0, end));
}

function readParts(text: string, ranges: readonly Range[], memory: Memory<Part>): PlacedPart[] {
  const tooLarge = text.length > largestParsedDocument;
  let left = mostTokens;
  return ranges.map(range => {
    const slice = text.slice(range.start, range.end);
    const known = tooLarge ? undefined : memory.get(slice);
    if (known && known.tokens <= left) {
      left -= known.tokens;
      return { range, part: known };
    }
    const own = detached(slice);
    const part = readPart(own, left, tooLarge);
    // What was read with too small a rest of the budget says nothing about another place.
    if (!tooLarge && part.limited !== 'too-large') memory.set(own, part);
    left -= part.tokens;
    return { range, part };
  });
}

function collectUses(placed: readonly PlacedPart[]): { readonly uses: ImageUse[]; readonly parts: DocumentPart[] } {
  const uses: ImageUse[] = [];
  const parts: DocumentPart[] = [];
  for (const { range, part } of placed) {
    if (part.uses.length === 0) continue;
    const first = uses.length;
    for (const use of part.uses) uses.push(movedUse(use, range.start));
    parts.push({ identity: part, start: range.start, uses: { start: first, end: uses.length } });
  }
  return { uses, parts };
}

function limitOf(parts: readonly PlacedPart[]): 'too-large' | 'too-deep' | undefined {
  const limits = parts.flatMap(({ part }) => part.limited ?? []);
  return limits.find(limit => limit === 'too-large') ?? limits[0];
}

const noComments: readonly Comment[] = [];

/** Comments at the end of a document speak for the `---` line of the next one. */
function commentsOf(text: string, parts: readonly PlacedPart[]): Comment[] {
  return parts.flatMap(({ range, part }, index) => {
    if (part.comments.length === 0) return noComments;
    const length = range.end - range.start;
    const next = parts[index + 1]?.range;
    const atEnd = part.comments.some(({ governs }) => governs.start === length);
    const governed = next && atEnd ? firstGoverned(text, next) : undefined;
    return part.comments.map(comment => ({
      ...comment,
      range: moved(comment.range, range.start),
      governs: governed && comment.governs.start === length ? governed : moved(comment.governs, range.start),
    }));
  });
}

/** What a comment just above the document governs there. */
function firstGoverned(text: string, { start, end }: Range): Range | undefined {
  const [comment] = readComments(`#\n${text.slice(start, end)}`);
  return comment && moved(comment.governs, start - '#\n'.length);
}
