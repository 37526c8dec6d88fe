import type { Token } from './scan';

/** What stands between two separators: an argument, or a statement. */
export interface Segment {
  /** Index of its first token. */
  readonly at: number;
  /** The first ones; what a bracket holds is not among them. */
  readonly tokens: readonly Token[];
  /** All of them, and each bracket as one. */
  readonly count: number;
  /** `key = …`, `key: …`. */
  readonly key?: string;
  /** The text that is all of the value. */
  readonly text?: Token;
}

/** A pair of brackets, and what it is called with: `oci.pull(…)`, `agent {…}`. */
export interface Group {
  readonly sign: '(' | '[' | '{' | '';
  /** Words and dots before it; empty where there are none. */
  readonly name: string;
  readonly parent: Group | undefined;
  readonly start: number;
  readonly segments: readonly Segment[];
}

export interface Visitor {
  /** Each argument and statement, when it ends. */
  segment?(segment: Segment, group: Group): void;
  /** Each pair of brackets, when it ends: at the token with the index, which is the end of the document where nobody closes it. */
  group?(group: Group, index: number): void;
}

const mostKept = 6;
/** Brackets in brackets deeper than this are no program. */
const deepest = 1_000;
/** Arguments of one call that are kept. */
const mostSegments = 200;
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface Open extends Group {
  readonly segments: Segment[];
  readonly tokens: Token[];
  count: number;
  at: number;
}

/** Walks brackets and what they hold, once over all tokens. */
export function walkGroups(text: string, tokens: readonly Token[], visitor: Visitor): void {
  let group: Open = open('', '', undefined, 0);
  let depth = 0;
  let name = '';
  const endSegment = (): void => {
    if (group.count > 0) {
      const segment = segmentOf(text, group);
      if (group.segments.length < mostSegments) group.segments.push(segment);
      visitor.segment?.(segment, group);
    }
    group.tokens.length = 0;
    group.count = 0;
  };
  const endGroup = (index: number): void => {
    endSegment();
    visitor.group?.(group, index);
    name = group.sign === '(' ? group.name : '';
    group = (group.parent as Open | undefined) ?? group;
    depth -= 1;
  };
  for (const [index, token] of tokens.entries()) {
    const sign = token.kind === 'sign' ? (text[token.start] as string) : '';
    if (group.count === 0) group.at = index;
    if (sign in closing && depth < deepest) {
      group.count += 1;
      group = open(sign as Open['sign'], name, group, token.start);
      depth += 1;
      name = '';
    } else if (sign !== '' && ')]}'.includes(sign)) {
      if (closing[group.sign] === sign) endGroup(index);
    } else if (sign === ',' || sign === ';' || (token.kind === 'line' && group.sign !== '(' && group.sign !== '[')) {
      endSegment();
      name = '';
    } else if (token.kind !== 'line') {
      name = nameWith(name, text.slice(token.start, Math.min(token.end, token.start + 100)), token);
      if (group.tokens.length < mostKept) group.tokens.push(token);
      group.count += 1;
    }
  }
  while (group.parent) endGroup(tokens.length);
  endSegment();
}

function open(sign: Open['sign'], name: string, parent: Open | undefined, start: number): Open {
  return { sign, name, parent, start, segments: [], tokens: [], count: 0, at: 0 };
}

/** Longer chains are cut: nothing that anybody looks for is that long. */
function nameWith(before: string, written: string, { kind }: Token): string {
  if (kind === 'sign') return written === '.' && before.length < 200 ? `${before}.` : '';
  return kind === 'word' ? (before.endsWith('.') ? before + written : written) : '';
}

function segmentOf(text: string, { tokens: kept, count, at }: Open): Segment {
  const tokens = [...kept];
  const [first, second] = tokens;
  const isNamed = first?.kind === 'word' && second?.kind === 'sign' && '=:'.includes(text[second.start] as string);
  const value = tokens[isNamed ? 2 : 0];
  const whole = count === (isNamed ? 3 : 1) && value?.kind === 'text';
  return { at, tokens, count, ...(isNamed ? { key: text.slice(first.start, first.end) } : {}), ...(whole ? { text: value } : {}) };
}
