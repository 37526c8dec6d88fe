import { Pair, type Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { emptyNode, flowNode, keyNode, literalNode, scalarNode } from './block-nodes';
import { simpleValue, type SimpleValue } from './block-value';

type Collection = YAMLMap | YAMLSeq;

/** A block mapping or sequence that is open at the current line. */
interface Frame {
  readonly column: number;
  /** Only what lies under wanted keys gets nodes; the rest is followed for its indentation. */
  readonly node: Collection | undefined;
  readonly isList: boolean;
}

/** A block scalar that is open at the current line. */
interface Block {
  /** Lines deeper than this belong to it. */
  readonly column: number;
  /** Of its first line. */
  indent: number;
  readonly start: number;
  readonly bodyStart: number;
  /** Puts its node where it belongs; undefined where nobody wants it. */
  readonly keep: ((node: Scalar) => void) | undefined;
}

/** Far below the guard of the parser: whatever is deeper is its business. */
const deepest = 40;
const keyPattern = /[A-Za-z0-9_.][\w./-]{0,200}(?=:(?: |$))/my;
const templates = /\{\{/;

/**
 * Reads one document that is written in nothing but plain block style, as nearly all YAML is, several times faster than a
 * parser: mappings, lists, scalars on one line, block scalars. The nodes are the parser's own, but collections have no place;
 * where some keys are wanted, they alone have nodes. Undefined as soon as anything else turns up, or anything doubtful: then
 * the parser decides.
 */
export function readBlockStyle(text: string, wanted?: ReadonlySet<string>): Collection | undefined {
  // Tabs, lone carriage returns, byte order marks and directives are for the parser.
  if (/[\t\uFEFF\u2028\u2029]|\r(?!\n)|^(?:%|\.\.\.)/m.test(text) || (wanted && templates.test(text))) return undefined;
  return new BlockReader(text, wanted).read();
}

class BlockReader {
  readonly #text: string;
  /** Undefined: all. */
  readonly #wanted: ReadonlySet<string> | undefined;
  readonly #frames: Frame[] = [];
  /** The key above has no value so far: its column, its node, and where its value would stand. */
  #open: { readonly column: number; readonly key: Scalar | undefined; readonly end: number } | undefined;
  #block: Block | undefined;
  #root: Collection | undefined;

  constructor(text: string, wanted: ReadonlySet<string> | undefined) {
    this.#text = text;
    this.#wanted = wanted;
  }

  read(): Collection | undefined {
    const text = this.#text;
    let start = firstLine(text);
    while (start < text.length) {
      const feed = text.indexOf('\n', start);
      const stop = feed < 0 ? text.length : feed;
      const end = stop > start && text.charCodeAt(stop - 1) === carriageReturn ? stop - 1 : stop;
      if (!this.#line(start, end)) return undefined;
      start = stop + 1;
    }
    return this.#closeBlock(text.length) && this.#closeKey() ? this.#root : undefined;
  }

  /** False, here and below: the parser must decide. */
  #line(start: number, end: number): boolean {
    let at = start;
    while (at < end && this.#text.charCodeAt(at) === space) at += 1;
    const column = at - start;
    if (this.#block) {
      if (at === end) return this.#block.indent >= 0 || column === 0;
      if (column > this.#block.column) return inBlock(this.#block, column);
      if (!this.#closeBlock(start)) return false;
    }
    if (at === end || this.#text.charCodeAt(at) === numberSign) return true;
    const dash = this.#text.charCodeAt(at) === minus && this.#text.charCodeAt(at + 1) === space;
    if (!this.#enter(column, dash)) return false;
    return dash ? this.#item({ at: at + 2, start, end }) : this.#entry(at, { column, end });
  }

  /** What ends where a line begins. */
  #closeBlock(end: number): boolean {
    const block = this.#block;
    this.#block = undefined;
    if (!block?.keep) return true;
    const node = literalNode(this.#text, { ...block, bodyEnd: end });
    if (node) block.keep(node);
    return node !== undefined;
  }

  /** A wanted key without a value is rare enough where only some are wanted. */
  #closeKey(): boolean {
    const open = this.#open;
    this.#open = undefined;
    if (open?.key === undefined) return true;
    const parent = this.#frames.at(-1)?.node;
    if (this.#wanted || !(parent instanceof YAMLMap)) return false;
    parent.items.push(new Pair(open.key, emptyNode(open.end)));
    return true;
  }

  /** Closes what ends above a line at `column`, and opens what begins with it. */
  #enter(column: number, dash: boolean): boolean {
    if (this.#frames.length === 0) return this.#begin(column, dash);
    const open = this.#open;
    if (open && (column > open.column || (dash && column === open.column))) {
      this.#open = undefined;
      return this.#push(column, dash, this.#child(open.key, dash));
    }
    if (!this.#closeKey()) return false;
    let top = this.#frames.at(-1);
    if (top && column > top.column) return false;
    while (top && (top.column > column || (top.column === column && top.isList && !dash))) {
      this.#frames.pop();
      top = this.#frames.at(-1);
    }
    return top?.column === column && top.isList === dash;
  }

  #begin(column: number, isList: boolean): boolean {
    if (column !== 0 || this.#root || (isList && this.#wanted)) return false;
    return this.#push(column, isList, (this.#root = isList ? new YAMLSeq() : new YAMLMap()));
  }

  #child(key: Scalar | undefined, isList: boolean): Collection | undefined {
    const parent = this.#frames.at(-1)?.node;
    if (key === undefined || !(parent instanceof YAMLMap)) return undefined;
    const child = isList ? new YAMLSeq() : new YAMLMap();
    parent.items.push(new Pair(key, child));
    return child;
  }

  #push(column: number, isList: boolean, node: Collection | undefined): boolean {
    this.#frames.push({ column, isList, node });
    return this.#frames.length < deepest;
  }

  /** What follows a dash: a mapping, or a scalar. */
  #item({ at, start, end }: { at: number; start: number; end: number }): boolean {
    let from = at;
    while (from < end && this.#text.charCodeAt(from) === space) from += 1;
    keyPattern.lastIndex = from;
    const { node: list, column } = this.#frames.at(-1) as Frame;
    if (!keyPattern.test(this.#text)) return this.#itemValue(simpleValue(this.#text, from, end), { list, column, from, end });
    const map = list instanceof YAMLSeq ? new YAMLMap() : undefined;
    if (map) (list as YAMLSeq).items.push(map);
    return this.#push(from - start, false, map) && this.#entry(from, { column: from - start, end });
  }

  #itemValue(value: SimpleValue | undefined, { list, column, from, end }: { list: Frame['node']; column: number; from: number; end: number }): boolean {
    if (this.#wanted) return isUnwanted(value, list);
    const keep = (node: Scalar | Collection) => void (list as YAMLSeq).items.push(node);
    return value !== undefined && value.kind !== 'none' && this.#take(value, { keep, column, from, end });
  }

  #entry(at: number, { column, end }: { column: number; end: number }): boolean {
    keyPattern.lastIndex = at;
    if (!keyPattern.test(this.#text)) return false;
    const keyEnd = keyPattern.lastIndex;
    const { node } = this.#frames.at(-1) as Frame;
    const key = node && this.#keyNode(at, keyEnd);
    const value = simpleValue(this.#text, keyEnd + 1, end);
    if (!value) return false;
    if (value.kind === 'none') {
      this.#open = { column, key, end: skipBlanks(this.#text, keyEnd + 1) };
      return true;
    }
    const keep = key && ((inner: Scalar | Collection) => void (node as YAMLMap).items.push(new Pair(key, inner)));
    return this.#take(value, { keep, column, from: skipBlanks(this.#text, keyEnd + 1), end });
  }

  #take(value: SimpleValue, { keep, column, from, end }: { keep: ((node: Scalar | Collection) => void) | undefined; column: number; from: number; end: number }): boolean {
    if (value.kind === 'block') {
      if (keep && this.#wanted) return false;
      this.#block = { column, indent: -1, start: from, bodyStart: end + 1, keep };
      return true;
    }
    if (!keep) return true;
    if (value.kind === 'flow') {
      if (!this.#wanted) keep(flowNode(this.#text, from));
      return !this.#wanted;
    }
    if (value.kind !== 'scalar' || (this.#wanted && /^(?:~|null)$/i.test(value.source))) return false;
    keep(scalarNode(value));
    return true;
  }

  #keyNode(start: number, end: number): Scalar | undefined {
    const name = this.#text.slice(start, end);
    if (!this.#wanted) return keyNode(name, start);
    return this.#wanted.has(name) ? sharedKey(name) : undefined;
  }
}

function inBlock(block: Block, column: number): boolean {
  if (block.indent < 0) block.indent = column;
  return column >= block.indent;
}

/** A collection in a list that somebody wants may hold what he wants. */
function isUnwanted(value: SimpleValue | undefined, list: Frame['node']): boolean {
  return value?.kind === 'scalar' || (value?.kind === 'flow' && list === undefined);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === space) at += 1;
  return at;
}

const space = 0x20;
const carriageReturn = 0x0d;
const numberSign = 0x23;
const minus = 0x2d;

/** Behind the `---` line; a marker with anything but a comment on its line is no first line here. */
function firstLine(text: string): number {
  return /^--- *(?: #[^\n]*)?(?:\r?\n|$)/.exec(text)?.[0].length ?? 0;
}

const sharedKeys = new Map<string, Scalar>();

/** Wanted keys need no place, so those of one name are one node; there are no more names than wanted keys. */
function sharedKey(name: string): Scalar {
  let node = sharedKeys.get(name);
  if (!node) {
    node = keyNode(name, 0);
    sharedKeys.set(name, node);
  }
  return node;
}
