import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { simpleValue, type SimpleValue } from './block-value';

/** A block mapping or sequence that is open at the current line. */
interface Frame {
  readonly column: number;
  /** Only what lies under wanted keys gets nodes; the rest is followed for its indentation. */
  readonly node: YAMLMap | YAMLSeq | undefined;
  readonly isList: boolean;
}

/** Far below the guard of the parser: whatever is deeper is its business. */
const deepest = 40;
const keyPattern = /[A-Za-z0-9_.][\w./-]{0,200}(?=:(?: |$))/my;

/**
 * Reads one document that is written in nothing but plain block style, as nearly all manifests are, several times
 * faster than a parser: mappings, lists, scalars on one line, block scalars. The nodes are the parser's own, and only the
 * wanted keys have any. Undefined as soon as anything else turns up, or anything doubtful: then the parser decides.
 */
export function readBlockStyle(text: string, wanted: ReadonlySet<string>): YAMLMap | undefined {
  // Tabs, lone carriage returns, templates, byte order marks and directives are for the parser.
  if (/[\t\uFEFF\u2028\u2029]|\r(?!\n)|\{\{|^(?:%|\.\.\.)/m.test(text)) return undefined;
  return new BlockReader(text, wanted).read();
}

class BlockReader {
  readonly #text: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #frames: Frame[] = [];
  /** The key above has no value so far: its node's place, and where the key stands. */
  #open: { readonly column: number; readonly key: string | undefined } | undefined;
  /** Lines deeper than this belong to a block scalar. */
  #blockColumn = Infinity;
  #blockIndent = -1;
  #root: YAMLMap | undefined;

  constructor(text: string, wanted: ReadonlySet<string>) {
    this.#text = text;
    this.#wanted = wanted;
  }

  read(): YAMLMap | undefined {
    const text = this.#text;
    let start = firstLine(text);
    while (start < text.length) {
      const feed = text.indexOf('\n', start);
      const stop = feed < 0 ? text.length : feed;
      const end = stop > start && text.charCodeAt(stop - 1) === carriageReturn ? stop - 1 : stop;
      if (!this.#line(start, end)) return undefined;
      start = stop + 1;
    }
    return this.#open?.key === undefined ? this.#root : undefined;
  }

  /** False: the parser must decide. */
  #line(start: number, end: number): boolean {
    let at = start;
    while (at < end && this.#text.charCodeAt(at) === space) at += 1;
    const column = at - start;
    if (this.#blockColumn !== Infinity) {
      if (at === end) return this.#blockIndent >= 0 || column === 0;
      if (column > this.#blockColumn) return this.#inBlock(column);
      this.#blockColumn = Infinity;
    }
    if (at === end || this.#text.charCodeAt(at) === numberSign) return true;
    const dash = this.#text.charCodeAt(at) === minus && this.#text.charCodeAt(at + 1) === space;
    if (!this.#enter(column, dash)) return false;
    return dash ? this.#item({ at: at + 2, start, end }) : this.#entry(at, { column, end });
  }

  #inBlock(column: number): boolean {
    if (this.#blockIndent < 0) this.#blockIndent = column;
    return column >= this.#blockIndent;
  }

  /** Closes what ends above a line at `column`, and opens what begins with it. */
  #enter(column: number, dash: boolean): boolean {
    const open = this.#open;
    this.#open = undefined;
    if (this.#frames.length === 0) return column === 0 && !dash && !this.#root && this.#push(column, false, (this.#root = new YAMLMap()));
    if (open && (column > open.column || (dash && column === open.column))) return this.#push(column, dash, this.#child(open.key, dash));
    // A wanted key without a value: rare enough.
    if (open?.key !== undefined) return false;
    let top = this.#frames.at(-1);
    if (top && column > top.column) return false;
    while (top && (top.column > column || (top.column === column && top.isList && !dash))) {
      this.#frames.pop();
      top = this.#frames.at(-1);
    }
    return top?.column === column && top.isList === dash;
  }

  #child(key: string | undefined, isList: boolean): YAMLMap | YAMLSeq | undefined {
    const parent = this.#frames.at(-1)?.node;
    if (key === undefined || !(parent instanceof YAMLMap)) return undefined;
    const child = isList ? new YAMLSeq() : new YAMLMap();
    parent.items.push(new Pair(keyNode(key), child));
    return child;
  }

  #push(column: number, isList: boolean, node: YAMLMap | YAMLSeq | undefined): boolean {
    this.#frames.push({ column, isList, node });
    return this.#frames.length < deepest;
  }

  /** What follows a dash: a mapping, or a scalar that nobody wants. */
  #item({ at, start, end }: { at: number; start: number; end: number }): boolean {
    let from = at;
    while (from < end && this.#text.charCodeAt(from) === space) from += 1;
    keyPattern.lastIndex = from;
    const list = this.#frames.at(-1)?.node;
    if (!keyPattern.test(this.#text)) return isUnwanted(simpleValue(this.#text, from, end), list);
    const map = list instanceof YAMLSeq ? new YAMLMap() : undefined;
    if (map) (list as YAMLSeq).items.push(map);
    return this.#push(from - start, false, map) && this.#entry(from, { column: from - start, end });
  }

  #entry(at: number, { column, end }: { column: number; end: number }): boolean {
    keyPattern.lastIndex = at;
    if (!keyPattern.test(this.#text)) return false;
    const keyEnd = keyPattern.lastIndex;
    const { node } = this.#frames.at(-1) as Frame;
    const name = node ? this.#text.slice(at, keyEnd) : '';
    const key = this.#wanted.has(name) ? name : undefined;
    const value = simpleValue(this.#text, keyEnd + 1, end);
    if (!value) return false;
    if (value.kind === 'none') this.#open = { column, key };
    if (value.kind === 'block') {
      this.#blockColumn = column;
      this.#blockIndent = -1;
    }
    if (key === undefined || value.kind === 'none') return true;
    return this.#keep(node as YAMLMap, key, value);
  }

  #keep(map: YAMLMap, key: string, value: SimpleValue): boolean {
    if (value.kind !== 'scalar' || /^(?:~|null)$/i.test(value.source)) return false;
    const scalar = new Scalar(value.source);
    scalar.source = value.source;
    scalar.type = value.style;
    scalar.range = [value.start, value.end, value.end];
    map.items.push(new Pair(keyNode(key), scalar));
    return true;
  }
}

/** A collection in a list that somebody wants may hold what he wants. */
function isUnwanted(value: SimpleValue | undefined, list: Frame['node']): boolean {
  return value?.kind === 'scalar' || (value?.kind === 'flow' && list === undefined);
}

const space = 0x20;
const carriageReturn = 0x0d;
const numberSign = 0x23;
const minus = 0x2d;

/** Behind the `---` line; a marker with anything but a comment on its line is no first line here. */
function firstLine(text: string): number {
  return /^--- *(?: #[^\n]*)?(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
}

const keyNodes = new Map<string, Scalar<string>>();

/** Keys have no place here, so those of one name are one node; there are no more names than wanted keys. */
function keyNode(key: string): Scalar<string> {
  let node = keyNodes.get(key);
  if (!node) {
    node = new Scalar(key);
    node.source = key;
    keyNodes.set(key, node);
  }
  return node;
}
