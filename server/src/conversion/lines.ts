import type { BuildInstruction } from '../core/build';
import type { Range, TextEdit } from '../core/range';

/** Edits of whole instructions. */
export class Lines {
  readonly #document: string;

  constructor(document: string) {
    this.#document = document;
  }

  /** A line before an instruction, and before the comments that belong to it. */
  before({ words }: BuildInstruction, text: string): TextEdit {
    const own = this.#startOfLine(words.start);
    let start = own;
    while (start > 0) {
      const previous = this.#startOfLine(start - 1);
      if (!/^[ \t]*#/.test(this.#document.slice(previous, start))) break;
      start = previous;
    }
    // Directives at the top are no comments: they end with the first blank line or instruction, and no stage begins before.
    const indent = /^[ \t]*/.exec(this.#document.slice(own, words.start))?.[0] ?? '';
    return { range: { start, end: start }, newText: `${indent}${text}${this.lineEnd}` };
  }

  after({ range, words }: BuildInstruction, text: string): TextEdit {
    const indent = /^[ \t]*/.exec(this.#document.slice(this.#startOfLine(words.start), words.start))?.[0] ?? '';
    const end = this.#document.charAt(range.end - 1) === '\r' ? range.end - 1 : range.end;
    return { range: { start: end, end }, newText: `${this.lineEnd}${indent}${text}` };
  }

  /** Takes an instruction out with its lines; comments between them stay. */
  without({ range }: BuildInstruction): TextEdit {
    const start = this.#startOfLine(range.start);
    const newline = this.#document.indexOf('\n', range.end);
    const whole: Range = newline < 0 ? { start: Math.max(start - this.#lineEndBefore(start), 0), end: this.#document.length } : { start, end: newline + 1 };
    const comments = this.#document.slice(range.start, range.end).split('\n').filter((line, index) => index > 0 && /^[ \t]*#/.test(line));
    return { range: whole, newText: comments.map(line => `${line.replace(/\r$/, '')}${this.lineEnd}`).join('') };
  }

  get lineEnd(): string {
    return this.#document.includes('\r\n') ? '\r\n' : '\n';
  }

  #startOfLine(offset: number): number {
    return this.#document.lastIndexOf('\n', offset - 1) + 1;
  }

  #lineEndBefore(start: number): number {
    return start >= 2 && this.#document.charAt(start - 2) === '\r' ? 2 : 1;
  }
}
