import { largestParsedDocument, mostUses, type Comment, type ReadDocument } from '../../core/document';
import type { Range } from '../../core/range';
import { readComments } from '../yaml/comments';
import { splitDocuments } from '../yaml/documents';
import { createMemory, detached, type Memory } from '../yaml/memory';
import { mostTokens } from '../yaml/parse';
import { mayNameImage, moved, movedUse, readPart, type Part } from './part';
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
    const ranges = splitDocuments(text);
    const isWanted = ranges.some(({ start, end }) => mayNameImage(text.slice(start, end)));
    const parts = isWanted ? readParts(text, ranges, memory) : [];
    const uses = parts.flatMap(({ range, part }) => part.uses.map(use => movedUse(use, range.start)));
    const limited = text.length > largestParsedDocument || uses.length > mostUses ? 'too-large' : limitOf(parts);
    return {
      format: formatId,
      text,
      uses: uses.length > mostUses ? uses.slice(0, mostUses) : uses,
      comments: commentsOf(text, parts),
      readWorkload,
      ...(limited ? { limited } : {}),
    };
  };
}

/** With a memory that all readings share. */
export const readManifest = createManifestReader();

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

function limitOf(parts: readonly PlacedPart[]): 'too-large' | 'too-deep' | undefined {
  const limits = parts.flatMap(({ part }) => part.limited ?? []);
  return limits.find(limit => limit === 'too-large') ?? limits[0];
}

/** Comments at the end of a document speak for the `---` line of the next one. */
function commentsOf(text: string, parts: readonly PlacedPart[]): Comment[] {
  return parts.flatMap(({ range, part }, index) => {
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
