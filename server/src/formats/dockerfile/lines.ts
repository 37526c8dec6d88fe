import type { Range } from '../../core/range';
import { skipSpace } from './blanks';

/** A physical line: `end` is before the line end. Only LF ends a line; CR before it is dropped. */
export interface Line extends Range {
  /** Behind the line end. */
  readonly next: number;
}

/** Walks the lines of a document once, from front to back. */
export class Lines {
  readonly text: string;
  #at: number;

  constructor(text: string) {
    this.text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  next(): Line | undefined {
    const start = this.#at;
    if (start >= this.text.length) return undefined;
    const newline = this.text.indexOf('\n', start);
    const stop = newline < 0 ? this.text.length : newline;
    let end = stop;
    while (end > start && this.text.charAt(end - 1) === '\r') end -= 1;
    this.#at = newline < 0 ? stop : stop + 1;
    return { start, end, next: this.#at };
  }
}

/** Offset of the `#` when the line is a comment. */
export function commentStart(text: string, { start, end }: Range): number | undefined {
  const index = skipSpace(text, start, end);
  return index < end && text.charAt(index) === '#' ? index : undefined;
}

/**
 * Offset of the escape sign that joins the stretch to the next line: the last one before trailing blanks,
 * unless another escape sign stands before it. Undefined when the instruction ends here.
 */
export function continuationSign(text: string, { start, end }: Range, escape: string): number | undefined {
  let index = end;
  while (index > start && (text.charAt(index - 1) === ' ' || text.charAt(index - 1) === '\t')) index -= 1;
  const sign = index - 1;
  if (sign < start || text.charAt(sign) !== escape) return undefined;
  return sign > start && text.charAt(sign - 1) === escape ? undefined : sign;
}
