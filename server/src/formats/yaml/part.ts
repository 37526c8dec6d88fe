import type { Node } from 'yaml';
import type { Comment, Surroundings } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { readBlockStyle } from './block';
import { readComments } from './comments';
import { mostTokens, parseYaml, type TokenBudget } from './parse';
import type { ScalarSource } from './scalar';
import { hasBareTemplate, hasTemplate, maskTemplate } from './template';

/** What a kind of YAML makes of one document of a stream. */
export interface Dialect {
  /** A cheap test before any parser. */
  mayNameImage(document: string): boolean;
  /** The uses of a parsed document. A scalar that several aliases share is one use, at its anchor. */
  readStructure(root: Node | null, source: ScalarSource, around: Surroundings): ImageUse[];
  /** The uses of a document as its lines and their indentation tell: for one that is broken, templated, too large or too deep. */
  scanLines(source: ScalarSource, around: Surroundings): ImageUse[];
  /** Templates are texts in it, for somebody else to fill: its structure is that of plain YAML. */
  readonly holdsTemplates?: true;
  /** What the lines of a broken document tell comes first: its parser cuts mappings in two that belong together. */
  readonly linesFirst?: true;
  /** Every key that leads to an image in such a document, where others need no look; absent, or undefined, where any key may. */
  structuralKeys?(document: string): ReadonlySet<string> | undefined;
  /** All that surroundings have a say in, as one text; absent where they have none: what was read once is read for good. */
  readonly dependsOn?: (around: Surroundings) => string;
}

/** What one document of a stream holds. Offsets count from its own start, so that it can move. */
export interface Part {
  readonly uses: readonly ImageUse[];
  /** Read when somebody asks for them: nearly nobody writes one that says something about an image. */
  readonly comments: readonly Comment[];
  readonly limited?: 'too-large' | 'too-deep';
  /** What its parser took of the stream's budget. */
  readonly tokens: number;
}

/** Said of an entry of several fields. */
export const brokenDocument = message('This entry cannot be edited as long as the document is broken.');

type Found = Pick<Part, 'uses' | 'limited'>;

interface PartOptions {
  /** What is left of the tokens of the whole stream. */
  readonly left: number;
  /** Not by its parser. */
  readonly scanOnly: boolean;
  readonly around: Surroundings;
}

/** Reads one document of a stream. */
export function readPart(dialect: Dialect, text: string, { left, scanOnly, around }: PartOptions): Part {
  const budget = { left: Math.min(left, mostTokens) };
  const before = budget.left;
  const embedded: Comment[] = [];
  const found = dialect.mayNameImage(text) ? findUses({ dialect, around, budget, scanOnly, embedded }, text) : { uses: [] };
  let comments: readonly Comment[] | undefined;
  return {
    ...found,
    get comments() {
      comments ??= text.includes('#') ? inOrderOnce([...readComments(text), ...embedded]) : [];
      return comments;
    },
    tokens: before - Math.max(0, budget.left),
  };
}

/** A document that is broken is read twice, and its embedded texts with it. */
function inOrderOnce(comments: readonly Comment[]): readonly Comment[] {
  const byStart = new Map(comments.map(comment => [comment.range.start, comment]));
  return [...byStart.values()].sort((a, b) => a.range.start - b.range.start);
}

interface Search extends Omit<PartOptions, 'left'> {
  readonly dialect: Dialect;
  readonly budget: TokenBudget;
  /** Takes the comments of embedded texts. */
  readonly embedded: Comment[];
}

function findUses(search: Search, original: string): Found {
  const { dialect, around, scanOnly } = search;
  // A bare action spoils the structure for certain, one inside a scalar only sometimes.
  const parsed = !dialect.holdsTemplates && hasTemplate(original) && hasBareTemplate(original) ? maskTemplate(original) : original;
  const source: ScalarSource = { parsed, original, offset: 0, comments: search.embedded };
  if (scanOnly) return { uses: dialect.scanLines(source, around) };
  const simple = parsed === original ? readBlockStyle(original, dialect.structuralKeys?.(original)) : undefined;
  if (simple) return { uses: inOrder(dialect.readStructure(simple, source, around)) };
  const first = parsePart(search, source);
  if (!first.broken || parsed !== original || !hasTemplate(original)) return first.found;
  return parsePart(search, { ...source, parsed: maskTemplate(original) }).found;
}

function parsePart({ dialect, around, budget }: Search, source: ScalarSource): { readonly found: Found; readonly broken: boolean } {
  const result = parseYaml(source.parsed, budget);
  if (result.state !== 'parsed') {
    const uses = dialect.scanLines(source, around);
    return { found: result.state === 'hopeless' ? { uses } : { uses, limited: result.state }, broken: true };
  }
  const read = result.documents.flatMap(({ contents }) => dialect.readStructure(contents, source, around));
  const uses = result.broken ? read.map(unlessSplit) : read;
  const broken = result.broken || source.parsed !== source.original;
  return { found: { uses: inOrder(broken ? both(uses, dialect.scanLines(source, around), dialect.linesFirst && result.broken) : uses) }, broken };
}

/** Which fields belong together is a guess in a broken document, and an edit of one relies on the others. */
function unlessSplit(use: ImageUse): ImageUse {
  return use.split && !use.fixDisabled ? { ...use, fixDisabled: brokenDocument } : use;
}

function both(read: readonly ImageUse[], scanned: readonly ImageUse[], linesFirst: boolean | undefined): ImageUse[] {
  const [first, second] = linesFirst ? [scanned, read] : [read, scanned];
  const known = new Set(first.flatMap(startsOf));
  return [...first, ...second.filter(use => !startsOf(use).some(start => known.has(start)))];
}

/** Of all that spells it: two uses that share a field are one that was read differently. */
function startsOf({ range, split }: ImageUse): readonly number[] {
  if (!split) return [range.start];
  const fields = [split.registry, split.tag, split.digest];
  return [range.start, ...fields.flatMap(field => (field && 'range' in field ? [field.range.start] : []))];
}

function inOrder(uses: readonly ImageUse[]): ImageUse[] {
  return [...uses].sort((a, b) => a.range.start - b.range.start);
}
