import type { Range } from '../../core/range';

export const comment = /^\uFEFF?[ \t]*(#)/;
const words = /(?:"(?:[^"\\\n]|\\.){0,1000}"|'[^'\n]{0,1000}'|\\[^\n]|[^\s\\"']|["'])+/g;

/** Characters of a line that are looked at. */
const longestLine = 10_000;

/** One instruction, over as many lines as it has. */
export interface Line {
  readonly range: Range;
  /** Of the lines themselves: comments between them are left out. */
  readonly pieces: readonly Range[];
  /** At the start of a line stand the names of targets. */
  readonly indented: boolean;
}

/** The instructions of an Earthfile: `\` at the end of a line goes on in the next one that is no comment. */
export function readLines(text: string): { readonly lines: readonly Line[]; readonly wholes: readonly Range[] } {
  const lines: Line[] = [];
  let pieces: Range[] = [];
  const close = (end: number): void => {
    const [first] = pieces;
    if (first) lines.push({ range: { start: first.start, end }, pieces, indented: /[ \t]/.test(text.charAt(first.start)) });
    pieces = [];
  };
  for (let start = text.startsWith('\uFEFF') ? 1 : 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    const line = text.slice(start, end).trimEnd();
    const isComment = comment.test(line);
    const goesOn = line.endsWith('\\');
    if (!isComment && line.trim() !== '') pieces.push({ start, end: start + line.length - (goesOn ? 1 : 0) });
    if (!isComment && !goesOn) close(end);
    start = end + 1;
  }
  close(text.length);
  return { lines, wholes: lines.map(({ range }) => range).filter(({ start, end }) => text.slice(start, end).includes('\n')) };
}

/** The words of an instruction, each where it stands. */
export function wordsOf(text: string, { pieces }: Line): Range[] {
  return pieces.flatMap(({ start, end }) => {
    return [...text.slice(start, Math.min(end, start + longestLine)).matchAll(words)].map(({ index, 0: word }) => ({ start: start + index, end: start + index + word.length }));
  });
}
