import { mostUses, type Comment, type ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Range } from '../../core/range';
import { countNames, type Constant } from './constants';
import type { CommandImage, FillAt } from './images';
import { useOfWord } from './use';

export interface CommandDocument extends Pick<ReadDocument, 'format' | 'text' | 'comments'> {
  readonly images: readonly CommandImage[];
  readonly fill: FillAt;
  /** Each use of a variable; its name is the first group that found something. */
  readonly variable: RegExp;
}

/** The document that commands make. */
export function commandDocument({ format, text, comments, images, fill, variable }: CommandDocument): ReadDocument {
  const used = countNames(text, variable);
  const taken = countNames(images.flatMap(({ word }) => (word.pieces.length === 1 ? [word.value] : [])).join('\n'), variable);
  const isShared = ({ name }: Constant): boolean => (used.get(name) ?? 0) > (taken.get(name) ?? 0);
  const all = images.map((image): ImageUse => useOfWord(image, { format, text, fill: (hole, at) => fill(hole, at, image.block), isShared }));
  const uses = all.sort((a, b) => a.range.start - b.range.start);
  return { format, text, comments, ...(uses.length > mostUses ? { uses: uses.slice(0, mostUses), limited: 'too-large' } : { uses }) };
}

/** Comments, each with the next line that is none, as far as that goes on; `lineStarts` of all lines, in order. */
export function commentsAbove(text: string, comments: readonly Range[], lineStarts: readonly number[]): Comment[] {
  const inside = new Set(comments.map(({ start }) => start));
  const end = { start: text.length, end: text.length };
  let governs: Range = end;
  let next = lineStarts.length - 1;
  const found: Comment[] = [];
  for (const range of comments.toReversed()) {
    for (; next >= 0 && (lineStarts[next] as number) > range.start; next -= 1) {
      const start = lineStarts[next] as number;
      const line = { start, end: withoutFeed(text, lineStarts[next + 1] ?? text.length) };
      const words = text.slice(start, line.end).search(/[^ \t\r\n]/);
      if (words >= 0 && !inside.has(start + words)) governs = line;
    }
    found.push({ text: text.slice(range.start + 1, range.end).trim(), range, governs });
  }
  return found.reverse();
}

function withoutFeed(text: string, end: number): number {
  const feed = text[end - 1] === '\n' ? end - 1 : end;
  return text[feed - 1] === '\r' ? feed - 1 : feed;
}

/** The start of the line that holds `offset`, as the lines are counted. */
export function lineStartAt(lineStarts: readonly number[], offset: number): number {
  return lineStarts.findLast(start => start <= offset) ?? 0;
}
