import type { DocumentInfo, ReadDocument, Surroundings } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { Message } from '../core/message';
import type { Range, TextEdit } from '../core/range';
import type { ImageReference } from '../core/reference';

/** Where somebody names an image, or is about to. */
export interface ImagePlace {
  /** The reference as far as it is there, without quotes. */
  readonly range: Range;
  /** Names of the document's own that may stand there as well. */
  readonly stages: readonly string[];
}

/** A kind of document that names images. One file (or folder) and one line in `index.ts` each. */
export interface Format {
  readonly id: string;
  readonly title: string;
  /** Its usual files, as the README lists them: `compose*.yaml`. */
  readonly files: readonly string[];
  /** Whether a file of this name could be of this kind: decides what is read at all. */
  mayClaim(path: string): boolean;
  /** Whether the document is of this kind, judged by its path first and then by a cheap look at its text. */
  claims(document: DocumentInfo): boolean;
  /**
   * Files that have a say in what a document means, relative to its folder: `.env`, `../Chart.yaml`; with `/` at the end all
   * that lie in a folder. Only these are among the surroundings.
   */
  readonly siblings?: readonly string[];
  /** Never throws, on any text. */
  read(text: string, around?: Surroundings): ReadDocument;
  /**
   * Some of the uses in the first `most` characters or so, and the comments there: only such as the whole document has too,
   * whatever follows. Undefined where the text cannot be cut.
   */
  readStart(text: string, most: number, around?: Surroundings): ReadDocument | undefined;
  /** The edits that make `use` name `reference`, touching nothing else; or why that cannot be done. */
  edit(use: ImageUse, reference: ImageReference): readonly TextEdit[] | { readonly disabled: Message };
  /** The start of the line above which a comment of its own speaks for what stands at `offset`; undefined where none can. */
  commentPlace(text: string, offset: number): number | undefined;
  /**
   * The end of what must stay at the very top, as parser directives must; undefined where no comment can stand below that.
   * Absent: nothing but a `#!` line.
   */
  headEnd?(text: string): number | undefined;
  /** Before the words of a comment, where that is not `#`. */
  readonly commentSign?: string;
  /** A comment is not indented as what it stands above. */
  readonly commentsAtMargin?: true;
  /** Where an image is named at `offset`. Asked at every key, so it reads no more than it must. Absent: nothing is proposed. */
  imagePlace?(text: string, offset: number): ImagePlace | undefined;
  /** What stands before an image that is named on a line of its own; absent where none can be. */
  readonly opening?: string;
}
