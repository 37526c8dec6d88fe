import type { Comment } from '../../core/document';
import type { Range } from '../../core/range';

/** How lines become comments in a kind of text. */
export interface LineComments {
  /** At the start of a line, blanks left aside; its last group is the sign. */
  readonly opening: RegExp;
  /** Stretches over several lines that are one whole: texts, continued lines. No line in them is a comment. In order. */
  readonly wholes: readonly Range[];
}

/** Comments on lines of their own; each governs the next line that is neither blank nor a comment, and what begins on it. */
export function readLineComments(text: string, { opening, wholes }: LineComments): Comment[] {
  const comments: Comment[] = [];
  let waiting: Omit<Comment, 'governs'>[] = [];
  const settle = (governs: Range): void => {
    for (const comment of waiting) comments.push({ ...comment, governs });
    waiting = [];
  };
  let next = 0;
  for (let start = 0; start < text.length; ) {
    let end = lineEnd(text, start);
    const line = text.slice(start, end);
    const sign = opening.exec(line);
    if (sign) {
      const from = start + sign[0].length - (sign[1]?.length ?? 0);
      const written = text.slice(from + (sign[1]?.length ?? 0), end);
      waiting.push({ text: written.trim(), range: { start: from, end: from + (sign[1]?.length ?? 0) + written.trimEnd().length } });
    } else if (line.trim() !== '') {
      // A whole that ends on a line may be followed by another one there.
      for (; next < wholes.length && (wholes[next] as Range).start < end; next += 1) end = Math.max(end, lineEnd(text, (wholes[next] as Range).end));
      if (waiting.length > 0) settle({ start, end });
    }
    start = end + 1;
  }
  settle({ start: text.length, end: text.length });
  return comments;
}

/** The start of the line that holds `offset`, or of the one where the whole around it begins; behind a byte order mark. */
export function lineCommentPlace(text: string, offset: number, wholes: readonly Range[]): number {
  let start = lineStart(text, offset);
  for (let index = wholes.length - 1; index >= 0; index -= 1) {
    const whole = wholes[index] as Range;
    if (whole.start < start && start <= whole.end) start = lineStart(text, whole.start);
  }
  return text[start] === '\uFEFF' ? start + 1 : start;
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
