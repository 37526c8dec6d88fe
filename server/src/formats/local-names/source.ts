/** A kind of file that tells which images the workspace itself builds or rewrites. One file and one line in `index.ts` each. */
export interface LocalNameSource {
  readonly id: string;
  /** Judged by the file's path alone, with `/`. */
  matches(path: string): boolean;
  /** A text in which it finds nothing names nothing: a cheap look before any parser. */
  readonly words: RegExp;
  /** Other images are written in place of these names; absent where the images are built. */
  readonly rewrites?: true;
  /** The references as they are written; those with holes are left out later. Never throws. */
  collect(text: string): readonly string[];
}
