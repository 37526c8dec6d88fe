import { isAlias, isMap, isScalar, type Node, type YAMLMap } from 'yaml';
import type { MissingField, SplitField } from '../../core/image-use';
import type { Navigator } from '../yaml/navigator';
import type { OutlineEntry } from '../yaml/outline';
import { scalarText, type ScalarSource, type ScalarText } from '../yaml/scalar';

/** The value of a key, as far as it is a scalar. */
export interface Field {
  /** Undefined where it is empty. */
  readonly text: ScalarText | undefined;
  /** Where it is written. */
  readonly place: SplitField | MissingField;
  /** Others have it too, by an alias or a merge. */
  readonly shared: boolean;
  /** Not in quotes, so that it may be a number. */
  readonly plain: boolean;
}

/** A mapping of a values file, read from its nodes or from its lines. */
export interface Fields {
  field(key: string): Field | undefined;
  has(key: string): boolean;
  /** Where a new key would be written, below another one; undefined where that is not plain to see. */
  missing(key: string, below: string): MissingField | undefined;
}

export class NodeFields implements Fields {
  readonly #map: YAMLMap;
  readonly #navigator: Navigator;
  readonly #source: ScalarSource;
  /** Other mappings may merge this one, and change a part of what it says. */
  readonly #isMerged: boolean;

  constructor(map: YAMLMap, navigator: Navigator, source: ScalarSource) {
    this.#map = map;
    this.#navigator = navigator;
    this.#source = source;
    this.#isMerged = map.anchor !== undefined && source.parsed.includes('<<');
  }

  has(key: string): boolean {
    return this.#navigator.fields(this.#map, key).length > 0;
  }

  field(key: string): Field | undefined {
    // Of a key that stands there twice the last one counts.
    const node = this.#navigator.fields(this.#map, key).at(-1);
    const scalar = this.#navigator.follow(node);
    if (!isScalar(scalar) || !scalar.range) return undefined;
    const text = scalarText(scalar, this.#source);
    const [start, end] = scalar.range;
    const quoted = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE';
    const isOwn = this.#map.items.some(({ value }) => value === node);
    return {
      text,
      place: text ? { range: text.range, raw: text.raw, quoted } : this.#emptyPlace(start, end, quoted),
      shared: this.#isMerged || !isOwn || isAlias(node) || scalar.anchor !== undefined,
      plain: scalar.type === 'PLAIN',
    };
  }

  #emptyPlace(start: number, end: number, quoted: boolean): SplitField | MissingField {
    const { original, offset } = this.#source;
    if (start === end) return { at: offset + start, before: /[ \t]/.test(original[start - 1] ?? '') ? '' : ' ', after: original[start] === '#' ? ' ' : '' };
    const range = quoted ? { start: start + 1, end: Math.max(start + 1, end - 1) } : { start, end };
    return { range: { start: offset + range.start, end: offset + range.end }, raw: original.slice(range.start, range.end), quoted };
  }

  missing(key: string, below: string): MissingField | undefined {
    const pair = this.#map.items.find(item => isScalar(item.key) && item.key.source === below);
    const { key: name, value } = pair ?? {};
    if (!isScalar(name) || !name.range || !isScalar(value) || !value.range || value.anchor !== undefined) return undefined;
    const { original, offset } = this.#source;
    const [, end] = value.range;
    if (this.#map.flow === true) return { at: offset + end, before: `, ${key}: `, after: '' };
    const [keyStart] = name.range;
    const lineStart = original.lastIndexOf('\n', keyStart - 1) + 1;
    const feed = original.indexOf('\n', end);
    const column = keyStart - lineStart;
    if (feed < 0) return { at: offset + original.length, before: `\n${' '.repeat(column)}${key}: `, after: '' };
    return { at: offset + feed + 1, before: `${' '.repeat(column)}${key}: `, after: original[feed - 1] === '\r' ? '\r\n' : '\n' };
  }
}

/** How YAML writes that there is no value, in the text of a line. */
export const isNothing = /^(?:~|null)$/i;

/** What lines tell: nothing of empty values, of anchors, or of where a key could be added. */
export class LineFields implements Fields {
  readonly #entries = new Map<string, OutlineEntry>();
  readonly #original: string;
  readonly #offset: number;

  constructor({ original, offset }: ScalarSource) {
    this.#original = original;
    this.#offset = offset;
  }

  add(entry: OutlineEntry): void {
    this.#entries.set(entry.key, entry);
  }

  has(key: string): boolean {
    return this.#entries.has(key);
  }

  field(key: string): Field | undefined {
    const text = this.#entries.get(key)?.scalar;
    if (!text || isNothing.test(text.raw)) return undefined;
    const quoted = /["']/.test(this.#original[text.range.start - this.#offset - 1] ?? '');
    return { text, place: { range: text.range, raw: text.raw, quoted }, shared: false, plain: !quoted };
  }

  missing(): undefined {
    return undefined;
  }
}

export function isMapping(node: Node | undefined): node is YAMLMap {
  return isMap(node);
}
