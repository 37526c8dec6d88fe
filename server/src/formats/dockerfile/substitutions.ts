import { nothing, type Piece } from './expansion';
import type { VariableValues } from './variable-values';
import type { WordCursor } from './word-cursor';

interface Parts {
  readonly cursor: WordCursor;
  readonly values: VariableValues;
  /** Leave variables as they stand. */
  readonly keep: boolean;
  /** Reads a word inside `${…}` up to the sign `stop`, which is swallowed. */
  readUntil(stop: string, rawEscapes: boolean): Piece;
}

const deepest = 50;
const variableName = /[0-9]+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

/** Reads `$name` and `${…}`. */
export class Substitutions {
  readonly #parts: Parts;
  readonly #cursor: WordCursor;
  readonly #values: VariableValues;
  #depth = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#cursor = parts.cursor;
    this.#values = parts.values;
  }

  /** The one that begins here, with its `$`. */
  read(): Piece {
    const start = this.#cursor.at;
    const piece = this.#substitution();
    return this.#parts.keep ? { text: this.#cursor.text.slice(start, this.#cursor.at) } : piece;
  }

  #substitution(): Piece {
    const cursor = this.#cursor;
    cursor.at += 1;
    if (cursor.peek() !== '{') {
      const name = this.#name();
      return name === '' ? { text: '$' } : this.#values.of(name);
    }
    cursor.at += 1;
    const next = cursor.peek();
    if (next === '' || next === '{' || next === '}' || next === ':') return cursor.fail('syntax');
    const name = this.#name();
    const sign = cursor.peek();
    cursor.at += 1;
    if (sign === '}') return this.#values.of(name);
    if (this.#depth >= deepest) return cursor.fail('too-large');
    this.#depth += 1;
    const piece = this.#modified(name, sign);
    this.#depth -= 1;
    return piece;
  }

  #name(): string {
    variableName.lastIndex = this.#cursor.at;
    const name = variableName.exec(this.#cursor.text)?.[0] ?? '';
    this.#cursor.at += name.length;
    return name;
  }

  #modified(name: string, sign: string): Piece {
    if (sign === '/') return this.#replaced(name);
    if (sign !== ':') return this.#substituted(name, sign, false);
    const modifier = this.#cursor.peek();
    this.#cursor.at += 1;
    return modifier === '#' || modifier === '%' ? this.#cursor.fail('syntax') : this.#substituted(name, modifier, true);
  }

  #substituted(name: string, modifier: string, emptyIsUnset: boolean): Piece {
    const { cursor, values, keep, readUntil } = this.#parts;
    const known = modifier !== '' && '+-?#%'.includes(modifier);
    // A variable that is left alone is not asked what an unknown modifier behind a colon would do.
    if (!known && !(keep && emptyIsUnset && modifier !== '')) return cursor.fail('syntax');
    const isPattern = modifier === '#' || modifier === '%';
    const word = readUntil('}', isPattern);
    if (cursor.problem !== undefined || keep) return nothing;
    if (isPattern) return values.trimmed(name, modifier, word.text);
    const variable = values.lookUp(name);
    const isSet = variable !== undefined && !(emptyIsUnset && variable.value === '');
    if (modifier === '+') return isSet ? word : nothing;
    if (isSet) return values.value(variable);
    return modifier === '-' ? word : cursor.fail('required');
  }

  #replaced(name: string): Piece {
    const { cursor, values, keep, readUntil } = this.#parts;
    const all = cursor.peek() === '/';
    if (all) cursor.at += 1;
    const source = readUntil('/', true).text;
    const replacement = readUntil('}', true).text;
    return cursor.problem !== undefined || keep ? nothing : values.replaced(name, source, { replacement, all });
  }
}
