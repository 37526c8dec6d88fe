import { isSpace } from './blanks';
import { joined, nothing, type Expansion, type LexerOptions, type Piece } from './expansion';
import { Substitutions } from './substitutions';
import type { Traced } from './traced';
import { VariableValues } from './variable-values';
import { WordCursor } from './word-cursor';

/** Reads one text once: as a word, or as a line of words. */
export class ShellLexer {
  readonly #cursor: WordCursor;
  readonly #escape: string;
  readonly #values: VariableValues;
  readonly #substitutions: Substitutions;

  constructor(word: Traced, options: LexerOptions) {
    this.#cursor = new WordCursor(word);
    this.#escape = options.escape;
    this.#values = new VariableValues(options, this.#cursor);
    this.#substitutions = new Substitutions({
      cursor: this.#cursor,
      values: this.#values,
      keep: options.keep === true,
      readUntil: (stop, rawEscapes) => this.#readUntil(stop, rawEscapes),
    });
  }

  /** The word without its quotes and escapes, with what its variables are worth. */
  expand(): Expansion {
    const piece = this.#readUntil('', false);
    const { problem } = this.#cursor;
    return problem === undefined ? { ...piece, ...this.#values.summary() } : { ...nothing, ...this.#values.summary(), problem };
  }

  /** The words, quotes and escapes kept; undefined when there was a problem. */
  split(): readonly string[] | undefined {
    const cursor = this.#cursor;
    const words: string[] = [];
    let start = -1;
    while (!cursor.isAtEnd) {
      const isEnd = isSpace(cursor.peek());
      if (!isEnd && start < 0) start = cursor.at;
      if (isEnd && start >= 0) {
        words.push(cursor.text.slice(start, cursor.at));
        start = -1;
      }
      if (isEnd) cursor.at += 1;
      else this.#passOver();
    }
    if (start >= 0) words.push(cursor.text.slice(start));
    return cursor.problem === undefined ? words : undefined;
  }

  /** One element of a shell word; the blanks between `<<` and its word belong to it. */
  #passOver(): void {
    const cursor = this.#cursor;
    if (this.#special(cursor.peek(), true)) return;
    if (cursor.text.startsWith('<<', cursor.at)) {
      cursor.at += 2;
      while (!cursor.isAtEnd && '\t\r '.includes(cursor.peek())) cursor.at += 1;
    } else cursor.at += 1;
  }

  /** Reads up to the sign `stop`, which is swallowed, or to the end when `stop` is empty. */
  #readUntil(stop: string, rawEscapes: boolean): Piece {
    const cursor = this.#cursor;
    const special = `$'"${this.#escape}${stop}`;
    const pieces: Piece[] = [];
    while (!cursor.isAtEnd) {
      const char = cursor.peek();
      if (char === stop) {
        cursor.at += 1;
        return joined(pieces);
      }
      pieces.push(this.#special(char, rawEscapes) ?? cursor.literal((next) => !special.includes(next)));
    }
    return stop === '' ? joined(pieces) : cursor.fail('syntax');
  }

  /** What begins with a sign that means something; undefined when `char` does not. */
  #special(char: string, rawEscapes: boolean): Piece | undefined {
    if (char === '$') return this.#substitutions.read();
    if (char === "'") return this.#singleQuoted();
    if (char === '"') return this.#doubleQuoted(rawEscapes);
    return char === this.#escape ? this.#escaped(rawEscapes) : undefined;
  }

  #escaped(raw: boolean): Piece {
    const { at, text } = this.#cursor;
    this.#cursor.at += 2;
    return { text: text.slice(raw ? at : at + 1, at + 2) };
  }

  #singleQuoted(): Piece {
    const cursor = this.#cursor;
    const start = cursor.at + 1;
    const end = cursor.text.indexOf("'", start);
    if (end < 0) return cursor.fail('syntax');
    cursor.at = end + 1;
    return cursor.placed(start, end);
  }

  #doubleQuoted(rawEscapes: boolean): Piece {
    const cursor = this.#cursor;
    const escape = this.#escape;
    const pieces: Piece[] = [];
    cursor.at += 1;
    while (!cursor.isAtEnd) {
      const char = cursor.peek();
      if (char === '"') {
        cursor.at += 1;
        return pieces.length === 0 ? cursor.placed(cursor.at - 1, cursor.at - 1) : joined(pieces);
      }
      if (char === '$') pieces.push(this.#substitutions.read());
      else if (char !== escape) pieces.push(cursor.literal((next) => next !== '"' && next !== '$' && next !== escape));
      else pieces.push(this.#escapedInQuotes(rawEscapes));
    }
    return cursor.fail('syntax');
  }

  /** Between double quotes the escape sign is special only before `"`, `$` and itself. */
  #escapedInQuotes(raw: boolean): Piece {
    const cursor = this.#cursor;
    const sign = cursor.peek();
    const next = cursor.text.charAt(cursor.at + 1);
    const special = next !== '' && (next === '"' || next === '$' || next === sign);
    cursor.at += special ? 2 : 1;
    return { text: (raw ? sign : '') + (special ? next : next === '' ? '' : sign) };
  }
}
