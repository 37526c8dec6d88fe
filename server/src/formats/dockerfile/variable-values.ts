import { nothing, type ExpandOptions, type Piece } from './expansion';
import { compilePattern, replacePattern, trimPrefix, trimSuffix } from './shell-pattern';
import type { Variable } from './variables';
import type { WordCursor } from './word-cursor';

/** What the variables of one word are worth, as far as the budget goes, and which they were. */
export class VariableValues {
  readonly #options: ExpandOptions;
  readonly #cursor: WordCursor;
  readonly #used: Variable[] = [];
  #incomplete = false;
  #hasVariables = false;

  /** What goes wrong is a problem of the word at `cursor`. */
  constructor(options: ExpandOptions, cursor: WordCursor) {
    this.#options = options;
    this.#cursor = cursor;
  }

  summary(): { used: readonly Variable[]; incomplete: boolean; hasVariables: boolean } {
    return { used: this.#used, incomplete: this.#incomplete, hasVariables: this.#hasVariables };
  }

  lookUp(name: string): Variable | undefined {
    this.#hasVariables = true;
    const variable = this.#options.variables.get(name);
    if (variable) this.#used.push(variable);
    return variable;
  }

  of(name: string): Piece {
    return this.value(this.lookUp(name));
  }

  value(variable: Variable | undefined): Piece {
    if (!variable || variable.value === '' || variable.incomplete) this.#incomplete = true;
    if (!variable || !this.#spend(variable.value.length)) return nothing;
    return {
      text: variable.value,
      ...(variable.whole ? { whole: variable.whole } : {}),
      ...(variable.holder ? { holder: variable.holder } : {}),
    };
  }

  /** `${name#word}` and `${name%word}`; a sign that is doubled takes as much as it can. */
  trimmed(name: string, sign: string, word: string): Piece {
    const greedy = word.startsWith(sign);
    const { text } = this.of(name);
    const source = greedy ? word.slice(1) : word;
    const pattern = compilePattern(source);
    if (!pattern) return this.#cursor.fail('syntax');
    if (!this.#spend(text.length * (source.length + 1))) return nothing;
    return { text: sign === '#' ? trimPrefix(text, pattern, greedy) : trimSuffix(text, pattern, greedy) };
  }

  /** `${name/source/replacement}`, and `${name//source/replacement}` for `all`. */
  replaced(name: string, source: string, options: { replacement: string; all: boolean }): Piece {
    const { text } = this.of(name);
    const pattern = compilePattern(source);
    if (!pattern) return this.#cursor.fail('syntax');
    if (!this.#spend((text.length + 1) * (source.length + options.replacement.length + 1))) return nothing;
    return { text: replacePattern(text, pattern, options) };
  }

  #spend(steps: number): boolean {
    const { budget } = this.#options;
    budget.left -= steps;
    if (budget.left >= 0) return true;
    this.#cursor.fail('too-large');
    return false;
  }
}
