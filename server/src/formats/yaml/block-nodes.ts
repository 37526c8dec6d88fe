import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { SimpleValue } from './block-value';

// The parser's own nodes for what the reader of block style finds, with what is asked of nodes here: source, type, range, null or not.

type OneLine = Omit<Extract<SimpleValue, { kind: 'scalar' }>, 'kind'>;

const isNull = /^(?:~|[Nn]ull|NULL)$/;

/** A scalar on one line. */
export function scalarNode({ source, style, start, end }: OneLine): Scalar {
  return scalar({ value: style === 'PLAIN' && isNull.test(source) ? null : source, source, type: style }, start, end);
}

/** What stands where a key has no value. */
export function emptyNode(at: number): Scalar {
  return scalar({ value: null, source: '', type: 'PLAIN' }, at, at);
}

function scalar({ value, source, type }: { value: string | null; source: string; type: Scalar.Type }, start: number, end: number): Scalar {
  const node = new Scalar(value);
  node.source = source;
  node.type = type;
  node.range = [start, end, end];
  return node;
}

/** A key with its place. */
export function keyNode(source: string, start: number): Scalar {
  return scalarNode({ source, style: 'PLAIN', start, end: start + source.length });
}

const literalHeader = /\|(-?)(?= *(?:#|$))/my;

/**
 * The literal text below the `|` or `|-` at `start`. `body` is all that is indented deeper, `bodyStart` where its first line begins.
 * Undefined for what is folded, keeps its last lines, or has lines of blanks, of which the parser must think.
 */
export function literalNode(text: string, { start, bodyStart, bodyEnd, indent }: { readonly start: number; readonly bodyStart: number; readonly bodyEnd: number; readonly indent: number }): Scalar | undefined {
  literalHeader.lastIndex = start;
  const header = literalHeader.exec(text);
  const body = text.slice(bodyStart, bodyEnd).replace(/\n+$/, '');
  if (!header || indent <= 0 || /^\n|\r/.test(body) || /^ +$/m.test(body)) return undefined;
  const lines = body.split('\n').map(line => line.slice(indent));
  const value = `${lines.join('\n')}${header[1] === '-' ? '' : '\n'}`;
  return scalar({ value, source: value, type: 'BLOCK_LITERAL' }, start, Math.min(bodyStart + body.length + 1, text.length));
}

/** The collection at `start`, of which `flowEnd` has found the end: nothing in it is in doubt any more. */
export function flowNode(text: string, start: number): YAMLMap | YAMLSeq {
  return new FlowReader(text, start).collection();
}

const word = /"([^"]*)"|'([^']*)'|[\w./][\w./=-]*/y;

class FlowReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, start: number) {
    this.#text = text;
    this.#at = start;
  }

  collection(): YAMLMap | YAMLSeq {
    const node = this.#next() === '[' ? new YAMLSeq() : new YAMLMap();
    const close = node instanceof YAMLSeq ? ']' : '}';
    node.flow = true;
    this.#at += 1;
    while (this.#next() !== close) {
      if (node instanceof YAMLSeq) node.items.push(this.#value());
      else node.items.push(this.#pair());
      if (this.#next() === ',') this.#at += 1;
    }
    this.#at += 1;
    return node;
  }

  #pair(): Pair<Scalar, Scalar | YAMLMap | YAMLSeq> {
    const key = this.#word();
    this.#at += 1;
    return new Pair(key, this.#value());
  }

  #value(): Scalar | YAMLMap | YAMLSeq {
    const sign = this.#next();
    return sign === '[' || sign === '{' ? this.collection() : this.#word();
  }

  #word(): Scalar {
    this.#next();
    const start = (word.lastIndex = this.#at);
    const [whole, double, single] = word.exec(this.#text) as RegExpExecArray;
    this.#at = start + whole.length;
    const style = double !== undefined ? 'QUOTE_DOUBLE' : single !== undefined ? 'QUOTE_SINGLE' : 'PLAIN';
    return scalarNode({ source: double ?? single ?? whole, style, start, end: this.#at });
  }

  /** The sign behind blanks. */
  #next(): string | undefined {
    while (this.#text.charCodeAt(this.#at) === 0x20) this.#at += 1;
    return this.#text[this.#at];
  }
}
