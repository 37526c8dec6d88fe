import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { parseYaml } from '../yaml/parse';
import { scalarText, type ScalarSource } from '../yaml/scalar';
import { parseTemplate } from './parse';
import type { HclText, HclValue } from './tree';

/** JSON is written in braces, and HCL never begins with one. */
export function looksLikeJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text);
}

export interface ParsedJson {
  readonly root?: HclValue;
  readonly limited?: 'too-large' | 'too-deep';
}

/**
 * The same tree of a text in JSON. Where that stands in a heredoc, `parsed` is the text with its holes covered, and `offset` tells
 * where it begins.
 */
export function readJson(text: string, { parsed, offset }: { readonly parsed: string; readonly offset: number } = { parsed: text, offset: 0 }): ParsedJson {
  const result = parseYaml(parsed);
  if (result.state === 'too-large' || result.state === 'too-deep') return { limited: result.state };
  const contents = result.state === 'parsed' ? result.documents[0]?.contents : undefined;
  const source = { parsed, original: text.slice(offset, offset + parsed.length), offset };
  const root = contents ? valueOf(contents, source, text) : undefined;
  return root ? { root } : {};
}

function valueOf(node: unknown, source: ScalarSource, text: string): HclValue | undefined {
  if (isScalar(node)) return textOf(node, source, text);
  if (isSeq(node)) return { kind: 'list', range: rangeOf(node, source), items: node.items.flatMap(item => valueOf(item, source, text) ?? []) };
  if (!isMap(node)) return undefined;
  const entries = node.items.flatMap(({ key, value }) => {
    const inner = isScalar(key) && typeof key.value === 'string' ? valueOf(value, source, text) : undefined;
    return inner && isScalar(key) ? [{ key: key.value as string, value: inner }] : [];
  });
  return { kind: 'object', range: rangeOf(node, source), entries };
}

function textOf(node: Scalar, source: ScalarSource, text: string): HclText | undefined {
  const found = node.type === 'QUOTE_DOUBLE' ? scalarText(node, source) : undefined;
  if (!found) return undefined;
  // Most have no holes, and looking for them takes its time.
  const template: HclText = /[$%]\{/.test(found.raw) ? parseTemplate(text, found.range) : { kind: 'text', range: found.range, pieces: [found.range] };
  return found.value === found.raw ? template : { ...template, value: found.value };
}

function rangeOf({ range }: Node, { offset }: ScalarSource): HclText['range'] {
  return { start: offset + (range?.[0] ?? 0), end: offset + (range?.[1] ?? 0) };
}
