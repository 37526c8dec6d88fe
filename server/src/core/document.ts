import type { Build } from './build';
import type { ImageUse } from './image-use';
import { message, type Message } from './message';
import { moved, type Range } from './range';
import type { Workload } from './workload';

/** What a format may look at to decide whether a document is its own. */
export interface DocumentInfo {
  /** With `/`; absolute or relative to the workspace folder. */
  readonly path: string;
  /** The editor's language id, when there is an editor. It is a hint: other extensions re-label YAML. */
  readonly languageId?: string;
  readonly text: string;
  /** The files near it that its format asks for; absent where nobody looked. */
  readonly siblings?: Siblings;
}

/** Texts of files near a document by their paths relative to its folder (`.env`, `../Chart.yaml`). Those that are missing are left out. */
export type Siblings = ReadonlyMap<string, string>;

/** What is at hand while a document is read. */
export interface Surroundings {
  readonly siblings: Siblings;
  /** What a text that the document embeds names, read as documents of the format with the id are. Offsets count in `text`. */
  readonly readEmbedded: (format: string, text: string) => Pick<ReadDocument, 'uses' | 'comments'>;
}

/** Nothing is at hand: embedded text is not read. */
export const bareSurroundings: Surroundings = { siblings: new Map(), readEmbedded: () => ({ uses: [], comments: [] }) };

/** A comment on its own line. */
export interface Comment {
  /** The text behind the comment sign, without surrounding blanks. */
  readonly text: string;
  readonly range: Range;
  /**
   * What "the next line" means for it: the whole next instruction of a Dockerfile, the next line of YAML with the block
   * scalar that it opens. Empty at the end.
   */
  readonly governs: Range;
}

export function movedComment(comment: Comment, by: number): Comment {
  return by === 0 ? comment : { ...comment, range: moved(comment.range, by), governs: moved(comment.governs, by) };
}

/** A stretch whose uses are judged by nothing but its own text and what applies to the whole document. */
export interface DocumentPart {
  /** The same object for the same text, wherever that stands. */
  readonly identity: object;
  /** Where it begins: at the start of a line. */
  readonly start: number;
  /** Its uses, as a stretch of the document's list. */
  readonly uses: Range;
}

/** What a reader found. Readers never fail: a half-typed document yields the uses it can. */
export interface ReadDocument {
  readonly format: string;
  readonly text: string;
  readonly uses: readonly ImageUse[];
  readonly comments: readonly Comment[];
  /**
   * Reads the build that a Dockerfile's text describes, and the container that a use of a manifest's text stands in: for the
   * few who ask, and only then. Absent where the format has no such thing.
   */
  readonly readBuild?: (text: string) => Build;
  readonly readWorkload?: (text: string, use: ImageUse) => Workload | undefined;
  /** It shows images and runs none, as documentation does: hovers and links, but no findings, no fixes and no look-ups unasked. */
  readonly onlyShown?: true;
  /** Where the document falls into such stretches; those without a use are left out. */
  readonly parts?: readonly DocumentPart[];
  /** It has some of the document's uses alone: what is said of it may not hold of the whole. */
  readonly isPart?: true;
  /** Set when the document was too large or too deep for its parser and only its lines were scanned. */
  readonly limited?: 'too-large' | 'too-deep';
}

/** What the document builds; undefined when it is no Dockerfile, or was not read whole. */
export function buildOf({ text, limited, readBuild }: ReadDocument): Build | undefined {
  return limited ? undefined : readBuild?.(text);
}

/** The document with some of its uses alone. Its comments are not read for that. */
export function withUses(document: ReadDocument, uses: readonly ImageUse[]): ReadDocument {
  return Object.create(document, { uses: { value: uses, enumerable: true }, isPart: { value: true, enumerable: true } }) as ReadDocument;
}

/** Documents longer than this (UTF-16 units) get the line scan only. */
export const largestParsedDocument = 2_000_000;

/** A document with more uses than this gives only the first ones, and counts as too large: no honest one comes near. */
export const mostUses = 20_000;

/** What is said of a document that could not be read whole. */
export function limitedMessage(limited: NonNullable<ReadDocument['limited']>): Message {
  return limited === 'too-large'
    ? message('The document is too large to be read whole: only its lines were scanned')
    : message('The document is nested too deeply: only its lines were scanned');
}
