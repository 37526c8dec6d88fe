import { Composer, isAlias, isMap, isScalar, isSeq, Parser, visit, type CST, type Node, type Pair } from 'yaml';
import { message, type Message } from '../core/message';
import type { Range } from '../core/range';

/** UTF-16 units. A policy is written by hand. */
const largestPolicyFile = 128_000;
/** Far below the depth at which composing a document is a danger to the process. */
const deepest = 40;

export interface ParsedYaml {
  /** Undefined when there is nothing to read. */
  readonly root: Node | undefined;
  readonly problems: readonly { readonly range: Range; readonly message: Message }[];
}

/** Reads one YAML document. Never throws; text that would be a danger to read is refused with a problem. */
export function parseYaml(text: string): ParsedYaml {
  const whole = { start: 0, end: Math.min(text.length, 1) };
  if (text.length > largestPolicyFile) return refused(whole, message('The file is too large to be a policy'));
  const tokens = [...new Parser().parse(text)];
  if (isTooDeep(tokens)) return refused(whole, message('The file is nested too deeply to be a policy'));
  const composer = new Composer({ uniqueKeys: false, strict: false, prettyErrors: false, logLevel: 'silent', version: '1.2' });
  const documents = [...composer.compose(tokens)];
  const first = documents[0];
  const syntax = documents.flatMap(({ errors }) => errors).slice(0, 1);
  const problems = syntax.map(({ pos }) => ({ range: { start: pos[0], end: pos[1] }, message: message('This is no valid YAML') }));
  const second = documents[1]?.range;
  if (second && problems.length === 0) {
    const range = { start: second[0], end: second[1] };
    problems.push({ range, message: message('A policy is one document: what follows `---` is not read') });
  }
  return { root: first?.contents ?? undefined, problems };
}

function refused(range: Range, why: Message): ParsedYaml {
  return { root: undefined, problems: [{ range, message: why }] };
}

/** Walks with a list of its own: the depth is what is not yet known to be harmless. */
function isTooDeep(tokens: readonly CST.Token[]): boolean {
  const open = tokens.map(token => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) return true;
    if (token.type === 'document' && token.value) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push({ token: key, depth: depth + 1 });
      if (value) open.push({ token: value, depth: depth + 1 });
    }
  }
  return false;
}

export function rangeOf(node: Node): Range {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

/** The text of a scalar as it was written: `off` stays `off` under every version of YAML. */
export function textOf(node: Node): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

/** Nothing was written behind the key, or `~`. */
export function isNothing(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null);
}

export function itemsOf(node: Node): readonly Node[] | undefined {
  return isSeq(node) ? (node.items as Node[]) : undefined;
}

export function pairsOf(node: Node): readonly Pair<Node, Node | null>[] | undefined {
  return isMap(node) ? (node.items as Pair<Node, Node | null>[]) : undefined;
}

export function isReused(node: Node): boolean {
  return isAlias(node);
}

/** An alias of no anchor above it, which a reader of YAML may take for an error. */
export function hasDanglingAlias(root: Node): boolean {
  const anchors = new Set<string>();
  let found = false;
  visit(root, {
    Node(_key, node) {
      if (isAlias(node)) found ||= !anchors.has(node.source);
      else if (node.anchor !== undefined) anchors.add(node.anchor);
    },
  });
  return found;
}
