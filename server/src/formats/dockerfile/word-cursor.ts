import { nothing, type ExpansionProblem, type Piece } from './expansion';
import { isContiguous, sliceTraced, spanOf, type Traced } from './traced';

/** How far a word has been read, and what was wrong with it. */
export class WordCursor {
  readonly text: string;
  at = 0;
  readonly #word: Traced;
  #problem: ExpansionProblem | undefined;

  constructor(word: Traced) {
    this.#word = word;
    this.text = word.text;
  }

  get problem(): ExpansionProblem | undefined {
    return this.#problem;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The sign here; empty at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** The first problem counts; the rest of the word is skipped. */
  fail(problem: ExpansionProblem): Piece {
    this.#problem ??= problem;
    this.at = this.text.length;
    return nothing;
  }

  literal(goesOn: (char: string) => boolean): Piece {
    const start = this.at;
    while (!this.isAtEnd && goesOn(this.peek())) this.at += 1;
    return this.placed(start, this.at);
  }

  placed(start: number, end: number): Piece {
    const slice = sliceTraced(this.#word, start, end);
    return isContiguous(slice) ? { text: slice.text, whole: spanOf(slice) } : { text: slice.text };
  }
}
