import type { Comment } from '../../core/document';
import { moved, type Range } from '../../core/range';
import { createMemory, detached } from '../memory';
import type { Escape } from './instruction';
import { readPart, type Part } from './part';

export interface PlacedPart {
  readonly range: Range;
  readonly part: Part;
}

/** Lines that begin a stage, unless they stand in a heredoc or go on with the line before. */
const fromLine = /(?<![^\n])[ \t]*from[ \t]/gi;

/** Where lines stand that look like a FROM: there are at least as many as there are stages but for oddly written ones. */
export function fromLines(text: string): readonly number[] {
  return [...text.matchAll(fromLine)].map(({ index }) => index);
}

/** Characters of the parts whose reading is remembered, by escape sign: a few of the largest documents that people write. */
const mostRemembered = 2_000_000;

export type PartsReader = (text: string, cuts?: readonly number[]) => readonly PlacedPart[];

/**
 * Cuts a document before its FROMs and reads each part by itself. Behind a part that is over where the next one begins, nothing
 * is left of it but the escape sign, so a part that is the same text again is not read again, wherever it stands now.
 */
export function createPartsReader(read = readPart): PartsReader {
  const memories = { '\\': createMemory<Part>(mostRemembered), '`': createMemory<Part>(mostRemembered) };
  const partOf = (text: string, escape: Escape): Part => {
    const known = memories[escape].get(text);
    if (known) return known;
    const own = detached(text);
    const part = read(own, escape);
    memories[escape].set(own, part);
    return part;
  };
  return (text, cuts = fromLines(text)) => {
    const ends = [...cuts.filter((cut) => cut > 0), text.length];
    const placed: PlacedPart[] = [];
    let start = 0;
    let escape: Escape = '\\';
    // A part that is not over takes in the following ones, twice as many at each try: none is read over and over.
    for (let at = 0, step = 1; at < ends.length; ) {
      const end = ends[at] as number;
      const part = partOf(text.slice(start, end), escape);
      if (part.isOpen && end < text.length) {
        at = Math.min(at + step, ends.length - 1);
        step *= 2;
        continue;
      }
      placed.push({ range: { start, end }, part });
      ({ escape } = part);
      start = end;
      at += 1;
      step = 1;
    }
    return placed;
  };
}

/** With a memory that all readings share. */
export const readParts = createPartsReader();

/** The comments of all parts. One at the end of a part speaks for the FROM that begins the next one. */
export function commentsOf(placed: readonly PlacedPart[]): Comment[] {
  return placed.flatMap(({ range, part }, index) => {
    const next = placed[index + 1];
    const [first] = next?.part.instructions ?? [];
    const length = range.end - range.start;
    return part.comments.map((comment) => ({
      ...comment,
      range: moved(comment.range, range.start),
      governs: next && first && comment.governs.start === length ? moved(first, next.range.start) : moved(comment.governs, range.start),
    }));
  });
}
