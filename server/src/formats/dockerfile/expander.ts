import type { Range } from '../../core/range';
import { isSpace } from './blanks';
import { compilePattern, replacePattern, trimPrefix, trimSuffix } from './shell-pattern';
import { isContiguous, sliceTraced, spanOf, type Traced } from './traced';
import type { Definition, Variable, Variables } from './variables';

/**
 * `syntax`: not a valid word, so that the build fails. `required`: a `${x:?}` without a value.
 * `too-large`: beyond what is worth following, and nothing is said about it.
 */
export type ExpansionProblem = 'syntax' | 'required' | 'too-large';

export interface Expansion {
  readonly text: string;
  /** Where the document has the whole text as one literal: in the word itself or in the value of an ARG. */
  readonly whole?: Range;
  readonly holder?: Definition;
  readonly used: readonly Variable[];
  /** A variable without a value was asked for. */
  readonly incomplete: boolean;
  /** Whether there was a `$` at all that meant something. */
  readonly hasVariables: boolean;
  readonly problem?: ExpansionProblem;
}

/** Steps that expanding may still take in this document; keeps `ARG B=$A$A`, `ARG C=$B$B` … linear. */
export interface Budget {
  left: number;
}

export interface ExpandOptions {
  readonly escape: string;
  readonly variables: Variables;
  readonly budget: Budget;
}

export interface LexerOptions extends ExpandOptions {
  /** Leave variables as they stand, and only see that they are well formed. */
  readonly keep?: true;
}

/** A part of the result, with its place if it is one literal. */
interface Piece {
  readonly text: string;
  readonly whole?: Range;
  readonly holder?: Definition;
}

const nothing: Piece = { text: '' };
const deepest = 50;
const variableName = /[0-9]+|[@*#?\-$!]|[\p{L}_][\p{L}\p{Nd}_]*/uy;

export class Expander {
  readonly #word: Traced;
  readonly #text: string;
  readonly #options: LexerOptions;
  readonly #used: Variable[] = [];
  #at = 0;
  #depth = 0;
  #incomplete = false;
  #hasVariables = false;
  #problem: ExpansionProblem | undefined;

  constructor(word: Traced, options: LexerOptions) {
    this.#word = word;
    this.#text = word.text;
    this.#options = options;
  }

  run(): Expansion {
    const piece = this.#readUntil('', false);
    return {
      ...(this.#problem === undefined ? piece : nothing),
      used: this.#used,
      incomplete: this.#incomplete,
      hasVariables: this.#hasVariables,
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
    };
  }

  words(): readonly string[] | undefined {
    const words: string[] = [];
    let start = -1;
    while (this.#at < this.#text.length) {
      const isEnd = isSpace(this.#text.charAt(this.#at));
      if (!isEnd && start < 0) start = this.#at;
      if (isEnd && start >= 0) {
        words.push(this.#text.slice(start, this.#at));
        start = -1;
      }
      if (isEnd) this.#at += 1;
      else this.#passOver();
    }
    if (start >= 0) words.push(this.#text.slice(start));
    return this.#problem === undefined ? words : undefined;
  }

  /** One element of a shell word; the blanks between `<<` and its word belong to it. */
  #passOver(): void {
    const char = this.#text.charAt(this.#at);
    if (char === '$') this.#dollar();
    else if (char === "'") this.#singleQuoted();
    else if (char === '"') this.#doubleQuoted(true);
    else if (char === this.#options.escape) this.#escaped(true);
    else if (this.#text.startsWith('<<', this.#at)) {
      this.#at += 2;
      while (this.#at < this.#text.length && '\t\r '.includes(this.#text.charAt(this.#at))) this.#at += 1;
    } else this.#at += 1;
  }

  /** The first problem counts; the rest of the word is skipped. */
  #fail(problem: ExpansionProblem): Piece {
    this.#problem ??= problem;
    this.#at = this.#text.length;
    return nothing;
  }

  #spend(steps: number): boolean {
    this.#options.budget.left -= steps;
    if (this.#options.budget.left >= 0) return true;
    this.#fail('too-large');
    return false;
  }

  /** Reads up to the sign `stop`, which is swallowed, or to the end when `stop` is empty. */
  #readUntil(stop: string, rawEscapes: boolean): Piece {
    const special = `$'"${this.#options.escape}${stop}`;
    const pieces: Piece[] = [];
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === stop) {
        this.#at += 1;
        return joined(pieces);
      }
      if (char === '$') pieces.push(this.#dollar());
      else if (char === "'") pieces.push(this.#singleQuoted());
      else if (char === '"') pieces.push(this.#doubleQuoted(rawEscapes));
      else if (char === this.#options.escape) pieces.push(this.#escaped(rawEscapes));
      else pieces.push(this.#literal((next) => !special.includes(next)));
    }
    return stop === '' ? joined(pieces) : this.#fail('syntax');
  }

  #literal(goesOn: (char: string) => boolean): Piece {
    const start = this.#at;
    while (this.#at < this.#text.length && goesOn(this.#text.charAt(this.#at))) this.#at += 1;
    return this.#placed(start, this.#at);
  }

  #placed(start: number, end: number): Piece {
    const slice = sliceTraced(this.#word, start, end);
    return isContiguous(slice) ? { text: slice.text, whole: spanOf(slice) } : { text: slice.text };
  }

  #escaped(raw: boolean): Piece {
    const start = this.#at;
    this.#at += 2;
    return { text: this.#text.slice(raw ? start : start + 1, start + 2) };
  }

  #singleQuoted(): Piece {
    const start = this.#at + 1;
    const end = this.#text.indexOf("'", start);
    if (end < 0) return this.#fail('syntax');
    this.#at = end + 1;
    return this.#placed(start, end);
  }

  #doubleQuoted(rawEscapes: boolean): Piece {
    this.#at += 1;
    const { escape } = this.#options;
    const pieces: Piece[] = [];
    while (this.#at < this.#text.length) {
      const char = this.#text.charAt(this.#at);
      if (char === '"') {
        this.#at += 1;
        return pieces.length === 0 ? this.#placed(this.#at - 1, this.#at - 1) : joined(pieces);
      }
      if (char === '$') pieces.push(this.#dollar());
      else if (char !== escape) pieces.push(this.#literal((next) => next !== '"' && next !== '$' && next !== escape));
      else pieces.push(this.#escapedInQuotes(rawEscapes));
    }
    return this.#fail('syntax');
  }

  /** Between double quotes the escape sign is special only before `"`, `$` and itself. */
  #escapedInQuotes(raw: boolean): Piece {
    const sign = this.#text.charAt(this.#at);
    const next = this.#text.charAt(this.#at + 1);
    const special = next !== '' && (next === '"' || next === '$' || next === sign);
    this.#at += special ? 2 : 1;
    return { text: (raw ? sign : '') + (special ? next : next === '' ? '' : sign) };
  }

  #name(): string {
    variableName.lastIndex = this.#at;
    const name = variableName.exec(this.#text)?.[0] ?? '';
    this.#at += name.length;
    return name;
  }

  #dollar(): Piece {
    const start = this.#at;
    const piece = this.#substitution();
    return this.#options.keep ? { text: this.#text.slice(start, this.#at) } : piece;
  }

  #substitution(): Piece {
    this.#at += 1;
    if (this.#text.charAt(this.#at) !== '{') {
      const name = this.#name();
      return name === '' ? { text: '$' } : this.#valueOf(name);
    }
    this.#at += 1;
    const next = this.#text.charAt(this.#at);
    if (next === '' || next === '{' || next === '}' || next === ':') return this.#fail('syntax');
    const name = this.#name();
    const sign = this.#text.charAt(this.#at);
    this.#at += 1;
    if (sign === '}') return this.#valueOf(name);
    if (this.#depth >= deepest) return this.#fail('too-large');
    this.#depth += 1;
    const piece = this.#modified(name, sign);
    this.#depth -= 1;
    return piece;
  }

  #modified(name: string, sign: string): Piece {
    if (sign === '/') return this.#replaced(name);
    if (sign !== ':') return this.#substituted(name, sign, false);
    this.#at += 1;
    const modifier = this.#text.charAt(this.#at - 1);
    return modifier === '#' || modifier === '%' ? this.#fail('syntax') : this.#substituted(name, modifier, true);
  }

  #substituted(name: string, modifier: string, emptyIsUnset: boolean): Piece {
    const known = modifier !== '' && '+-?#%'.includes(modifier);
    // A variable that is left alone is not asked what an unknown modifier behind a colon would do.
    if (!known && !(this.#options.keep && emptyIsUnset && modifier !== '')) return this.#fail('syntax');
    const isPattern = modifier === '#' || modifier === '%';
    const word = this.#readUntil('}', isPattern);
    if (this.#problem !== undefined || this.#options.keep) return nothing;
    const variable = this.#lookUp(name);
    const isSet = variable !== undefined && !(emptyIsUnset && variable.value === '');
    if (modifier === '-') return isSet ? this.#value(variable) : word;
    if (modifier === '+') return isSet ? word : nothing;
    if (modifier === '?') return isSet ? this.#value(variable) : this.#fail('required');
    return this.#trimmed(name, modifier, word.text);
  }

  #trimmed(name: string, sign: string, word: string): Piece {
    const greedy = word.startsWith(sign);
    const { text } = this.#valueOf(name);
    const source = greedy ? word.slice(1) : word;
    const pattern = compilePattern(source);
    if (!pattern) return this.#fail('syntax');
    if (!this.#spend(text.length * (source.length + 1))) return nothing;
    return { text: sign === '#' ? trimPrefix(text, pattern, greedy) : trimSuffix(text, pattern, greedy) };
  }

  #replaced(name: string): Piece {
    const all = this.#text.charAt(this.#at) === '/';
    if (all) this.#at += 1;
    const source = this.#readUntil('/', true).text;
    const replacement = this.#readUntil('}', true).text;
    if (this.#problem !== undefined || this.#options.keep) return nothing;
    const { text } = this.#valueOf(name);
    const pattern = compilePattern(source);
    if (!pattern) return this.#fail('syntax');
    if (!this.#spend((text.length + 1) * (source.length + replacement.length + 1))) return nothing;
    return { text: replacePattern(text, pattern, { replacement, all }) };
  }

  #lookUp(name: string): Variable | undefined {
    this.#hasVariables = true;
    const variable = this.#options.variables.get(name);
    if (variable) this.#used.push(variable);
    return variable;
  }

  #valueOf(name: string): Piece {
    return this.#value(this.#lookUp(name));
  }

  #value(variable: Variable | undefined): Piece {
    if (!variable || variable.value === '' || variable.incomplete) this.#incomplete = true;
    if (!variable || !this.#spend(variable.value.length)) return nothing;
    return {
      text: variable.value,
      ...(variable.whole ? { whole: variable.whole } : {}),
      ...(variable.holder ? { holder: variable.holder } : {}),
    };
  }
}

/** Only a single piece keeps its place. */
function joined(pieces: readonly Piece[]): Piece {
  if (pieces.length === 1) return pieces[0] as Piece;
  return { text: pieces.map((piece) => piece.text).join('') };
}
