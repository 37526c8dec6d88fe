import { fieldsOf, indexOf } from './names';
import { decodeStretch, isWritten } from './text';
import type { Token } from './tokens';
import type { HclPath, HclText, HclValue } from './tree';

/** What an expression is, as far as the document alone tells. */
export interface Constant {
  readonly text: string;
  /** The literal that is all of it. */
  readonly literal?: HclText;
  /** The names on the way to that, the nearest first. */
  readonly names: readonly string[];
  /** The file beside the document that says some of it. */
  readonly file?: string;
}

/** What a file beside the document says of its names. */
export interface SiblingNames {
  readonly file: string;
  /** It says so whatever the document says. */
  readonly overrides: boolean;
  readonly constants: Constants;
}

/** Where a kind of HCL writes down the values of its names: what is behind `steps` has the value `at`. */
export interface NameTable {
  /** The steps that lead to the name: `var`; absent where the name stands alone. */
  readonly root?: string;
  readonly at: (name: string) => readonly string[];
}

/** Longer texts, and longer chains of names, are no references. */
const longest = 1_000;
const longestChain = 20;
const unknown = Symbol('unknown');

export class Constants {
  readonly #source: string;
  readonly #root: () => HclValue;
  readonly #siblings: readonly SiblingNames[];
  readonly #tables: readonly NameTable[];
  readonly #known = new Map<string, Constant | typeof unknown>();
  #index: ReadonlyMap<string, readonly HclValue[]> | undefined;

  /** The root is asked for when a name is looked up. */
  constructor(source: string, root: () => HclValue, tables: readonly NameTable[], siblings: readonly SiblingNames[] = []) {
    this.#source = source;
    this.#root = root;
    this.#tables = tables;
    this.#siblings = siblings;
  }

  /** Undefined where only a run knows. */
  of(value: HclValue, depth = 0): Constant | undefined {
    if (depth > longestChain) return undefined;
    if (value.kind === 'path') return this.#ofPath(value, depth);
    if (value.kind === 'text') return this.#ofText(value, depth);
    if (value.kind !== 'number') return undefined;
    const written = this.#source.slice(value.range.start, value.range.end);
    // HCL writes 1.20 as 1.2.
    return String(Number(written)) === written ? { text: written, names: [] } : undefined;
  }

  /** What stands for a name in the document itself, whatever that is. */
  valueOf({ steps }: HclPath): HclValue | undefined {
    return this.#valueOf(steps);
  }

  #ofPath({ steps }: HclPath, depth: number): Constant | undefined {
    const name = steps.join('.');
    const known = this.#known.get(name);
    if (known !== undefined) return known === unknown ? undefined : known;
    // One that needs itself is never known.
    this.#known.set(name, unknown);
    const inner = this.#named(steps, depth);
    const constant = inner && { ...inner, names: [name, ...inner.names] };
    if (constant) this.#known.set(name, constant);
    return constant;
  }

  #named(steps: readonly string[], depth: number): Constant | undefined {
    const isOverridden = this.#siblings.some(({ overrides, constants }) => overrides && constants.#valueOf(steps));
    const value = isOverridden ? undefined : this.#valueOf(steps);
    return value ? this.of(value, depth + 1) : this.#besides(steps, depth);
  }

  /** Nothing there can be edited from here. */
  #besides(steps: readonly string[], depth: number): Constant | undefined {
    const sibling = this.#siblings.find(({ constants }) => constants.#valueOf(steps));
    if (!sibling) return undefined;
    const { file, constants } = sibling;
    const value = constants.#valueOf(steps);
    const constant = value && constants.of(value, depth + 1);
    return constant && { text: constant.text, names: constant.names, file };
  }

  #valueOf(steps: readonly string[]): HclValue | undefined {
    for (const { root, at } of this.#tables) {
      const [name, ...rest] = root === undefined ? steps : steps[0] === root ? steps.slice(1) : [];
      if (name === undefined) continue;
      const found = this.#indexed(at(name), rest);
      if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    }
    return undefined;
  }

  /** The first two steps of all there is are looked up once: a document may have as many names as uses. */
  #indexed([first = '', second = '', ...rest]: readonly string[], inner: readonly string[]): readonly HclValue[] {
    this.#index ??= indexOf(this.#root());
    const found = this.#index.get(second === '' ? first : `${first}.${second}`) ?? [];
    return [...rest, ...inner].reduce<readonly HclValue[]>((level, step) => level.flatMap(value => fieldsOf(value, step)), found);
  }

  #ofText(text: HclText, depth: number): Constant | undefined {
    if (text.heredoc || text.value !== undefined) return undefined;
    const [only] = text.pieces;
    if (only && !isWritten(only) && text.pieces.length === 1) return this.of(only, depth + 1);
    let whole = '';
    let file: string | undefined;
    for (const piece of text.pieces) {
      const named = isWritten(piece) ? undefined : this.of(piece, depth + 1);
      const part = isWritten(piece) ? decodeStretch(this.#source, text, piece) : named?.text;
      file ??= named?.file;
      if (part === undefined || whole.length + part.length > longest) return undefined;
      whole += part;
    }
    const isLiteral = text.pieces.every(isWritten) && whole.length === text.range.end - text.range.start;
    return { text: whole, names: [], ...(isLiteral ? { literal: text } : {}), ...(file === undefined ? {} : { file }) };
  }
}

/** How often each name is said anywhere in code: `var.image` and `var` alike. */
export function countNames(source: string, tokens: readonly Token[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  tokens.forEach(({ kind, start, end }, index) => {
    if (kind !== 'id' || tokens[index - 1]?.kind === '.') return;
    const root = source.slice(start, end);
    count(root);
    const [dot, part] = [tokens[index + 1], tokens[index + 2]];
    if (dot?.kind === '.' && part?.kind === 'id') count(`${root}.${source.slice(part.start, part.end)}`);
  });
  return counts;
}

/** As Terraform and Nomad write them: `variable "x" { default = … }` is `var.x`, `locals { x = … }` is `local.x`. */
export const variablesAndLocals: readonly NameTable[] = [
  { root: 'var', at: name => ['variable', name, 'default'] },
  { root: 'local', at: name => ['locals', name] },
];
