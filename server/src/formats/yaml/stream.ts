import { bareSurroundings, largestParsedDocument, mostUses, type Comment, type DocumentPart, type ReadDocument, type Surroundings } from '../../core/document';
import { movedUse, type ImageUse } from '../../core/image-use';
import { moved, type Range } from '../../core/range';
import { createMemory, detached, type Memory } from '../memory';
import { readComments } from './comments';
import { splitDocuments } from './documents';
import { readPart, type Dialect, type Part } from './part';
import { mostTokens } from './parse';

/** A kind of YAML whose documents are read one by one. */
export interface StreamDialect extends Dialect {
  /** Of the format, as uses and documents name it. */
  readonly id: string;
  readonly readWorkload?: ReadDocument['readWorkload'];
  /** Characters of the documents whose reading is remembered. */
  readonly mostRemembered: number;
}

export interface StreamReader {
  /** Never throws; syntax errors only make it look closer. */
  read(text: string, around?: Surroundings): ReadDocument;
  /** Documents of a stream know nothing of each other, so the first ones can be read alone. */
  readStart(text: string, most: number, around?: Surroundings): ReadDocument | undefined;
}

interface PlacedPart {
  readonly range: Range;
  readonly part: Part;
}

/**
 * Every image use of a stream, in document order. Anchors, tags and directives end with their document, so a document that is
 * the same text again is not read again, wherever it stands now.
 */
export function createStreamReader(dialect: StreamDialect): StreamReader {
  const { id, readWorkload } = dialect;
  const memory = createMemory<Part>(dialect.mostRemembered);

  function read(text: string, around: Surroundings = bareSurroundings): ReadDocument {
    const placed = readParts({ dialect, around, memory }, text);
    const { uses, parts } = collectUses(placed);
    let comments: readonly Comment[] | undefined;
    const limited = text.length > largestParsedDocument || uses.length > mostUses ? 'too-large' : limitOf(placed);
    return {
      format: id,
      text,
      ...(readWorkload ? { readWorkload } : {}),
      get comments() {
        comments ??= commentsOf(text, placed);
        return comments;
      },
      ...(uses.length > mostUses ? { uses: uses.slice(0, mostUses) } : { uses, parts }),
      ...(limited ? { limited } : {}),
    };
  }

  return {
    read,
    readStart(text, most, around) {
      // Dashes where the stretch is cut off may be no marker at all.
      const end = splitDocuments(text.slice(0, most)).findLast(({ start }) => start + '---'.length < most)?.start ?? 0;
      return end === 0 ? undefined : read(text.slice(0, end), around);
    },
  };
}

interface Reading {
  readonly dialect: Dialect;
  readonly around: Surroundings;
  readonly memory: Memory<Part>;
}

function readParts({ dialect, around, memory }: Reading, text: string): PlacedPart[] {
  const key = dialect.dependsOn?.(around) ?? '';
  const tooLarge = text.length > largestParsedDocument;
  let left = mostTokens;
  return splitDocuments(text).map(range => {
    const slice = text.slice(range.start, range.end);
    const known = tooLarge ? undefined : memory.get(key + slice);
    if (known && known.tokens <= left) {
      left -= known.tokens;
      return { range, part: known };
    }
    const own = detached(slice);
    const part = readPart(dialect, own, { left, scanOnly: tooLarge, around });
    // What was read with too small a rest of the budget says nothing about another place.
    if (!tooLarge && part.limited !== 'too-large') memory.set(key === '' ? own : key + own, part);
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
