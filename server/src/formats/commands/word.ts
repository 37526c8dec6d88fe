import type { Range } from '../../core/range';

/** What a word is made of: characters as they are, or a hole that is filled in later: `$X`, `$(…)`, `{{ x }}`. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly hole: boolean;
}

/** A word of a command: quotes and escapes are left out, and still every character knows where it stands. */
export class Word {
  readonly #text: string;
  /** From its first sign to behind its last, quotes included. */
  readonly range: Range;
  readonly pieces: readonly Piece[];
  /** Some of it is quoted or escaped. */
  readonly quoted: boolean;

  constructor(text: string, { range, pieces, quoted }: Pick<Word, 'range' | 'pieces' | 'quoted'>) {
    this.#text = text;
    this.range = range;
    this.pieces = pieces;
    this.quoted = quoted;
  }

  /** What it says, with holes as they are written. */
  get value(): string {
    const [first] = this.pieces;
    return this.pieces.length === 1 && first ? this.#slice(first) : this.pieces.map(piece => this.#slice(piece)).join('');
  }

  get isFixed(): boolean {
    return !this.pieces.some(({ hole }) => hole);
  }

  /** The stretch of the text that reads as the word does; undefined where the word is put together from several. */
  get inner(): Range | undefined {
    const [first] = this.pieces;
    if (!first) return undefined;
    const isJoined = this.pieces.every(({ start }, index) => index === 0 || start === this.pieces[index - 1]?.end);
    return isJoined ? { start: first.start, end: (this.pieces.at(-1) as Piece).end } : undefined;
  }

  /** The text of each piece. */
  texts(): readonly { readonly text: string; readonly hole: boolean }[] {
    return this.pieces.map(piece => ({ text: this.#slice(piece), hole: piece.hole }));
  }

  /** Without its first characters; undefined where these are not all written out. */
  without(count: number): Word | undefined {
    let left = count;
    const pieces = [...this.pieces];
    while (left > 0) {
      const first = pieces.shift();
      if (!first || first.hole) return undefined;
      const length = first.end - first.start;
      if (length > left) pieces.unshift({ ...first, start: first.start + left });
      left -= Math.min(left, length);
    }
    const { range, quoted } = this;
    return new Word(this.#text, { range: { start: pieces[0]?.start ?? range.end, end: range.end }, pieces, quoted });
  }

  #slice({ start, end }: Piece): string {
    return this.#text.slice(start, end);
  }
}

/** A word of more pieces than this names no image, and need not be known to its end. */
const mostPieces = 200;

/** Collects a word while it is read. */
export class WordBuilder {
  readonly #start: number;
  readonly #pieces: { start: number; end: number; hole: boolean }[] = [];
  #quoted = false;

  constructor(start: number) {
    this.#start = start;
  }

  add(start: number, end: number, hole = false): void {
    if (start === end || this.#pieces.length > mostPieces) return;
    const last = this.#pieces.at(-1);
    if (last && !last.hole && !hole && last.end === start) last.end = end;
    else this.#pieces.push({ start, end, hole });
  }

  quote(): void {
    this.#quoted = true;
  }

  get end(): number {
    return this.#pieces.at(-1)?.end ?? this.#start;
  }

  /** Undefined for a word of quotes, holes or several stretches. */
  simple(text: string): string | undefined {
    const [only, more] = this.#pieces;
    return only && !more && !only.hole && !this.#quoted ? text.slice(only.start, only.end) : undefined;
  }

  /** A line that goes on behind the word is no part of it. */
  build(text: string, end: number): Word {
    let last = end;
    while (text[last - 1] === '\n' && last > this.end) last -= text[last - 2] === '\r' ? '\\\r\n'.length : '\\\n'.length;
    return new Word(text, { range: { start: this.#start, end: last }, pieces: this.#pieces, quoted: this.#quoted });
  }
}
