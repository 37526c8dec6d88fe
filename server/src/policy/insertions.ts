/** Insertions into the text of a policy file, of which every other byte stays. */
import { isNode, isScalar, type Node, type Pair } from 'yaml';
import type { TextEdit } from '../core/range';
import { isNothing, itemsOf, pairsOf, rangeOf, textOf } from './yaml';

/** As the last item of what is a list, or nothing yet. */
export function intoList(text: string, list: Node | null, itemBeside: (neighbour: Node | undefined) => string): TextEdit | undefined {
  if (isNothing(list)) return inPlaceOf(text, list, `[${itemBeside(undefined)}]`);
  const items = list ? itemsOf(list) : undefined;
  if (!list || !items) return undefined;
  const item = itemBeside(items.at(-1));
  return into(text, list, isFlow(list) ? item : `- ${item}`);
}

export function pairIn(map: Node, key: string): Pair<Node, Node | null> | undefined {
  return pairsOf(map)?.find(pair => textOf(pair.key) === key);
}

export function isFlow(node: Node): boolean {
  return 'flow' in node && node.flow === true;
}

/** How a scalar is quoted. */
export function styleOf(node: Node | undefined): string | undefined {
  return isScalar(node) ? node.type : undefined;
}

/** As its neighbour is quoted; plain only where no sign at its beginning means something else. */
export function spelt(value: string, style: string | undefined): string {
  if (style === 'QUOTE_SINGLE') return `'${value}'`;
  return style === 'QUOTE_DOUBLE' || !/^[a-z0-9]/i.test(value) ? `"${value}"` : value;
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** Behind all that is there, comments included. */
export function appended(text: string, lines: readonly string[]): TextEdit {
  const eol = eolOf(text);
  const isWhole = /(?:^\uFEFF?|\n)$/.test(text);
  return insertion(text.length, isWhole ? lines.map(line => line + eol).join('') : eol + lines.join(eol));
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Behind a colon with nothing after it. */
export function inPlaceOf(text: string, nothing: Node | null, value: string): TextEdit | undefined {
  if (!nothing || textOf(nothing)) return undefined;
  const { start } = rangeOf(nothing);
  return insertion(start, (text[start - 1] === ':' ? ' ' : '') + value + (text[start] === '#' ? ' ' : ''));
}

/** As the last part of a collection that has some. */
export function into(text: string, collection: Node, part: string): TextEdit {
  if (isFlow(collection)) return intoFlow(collection, part);
  const { start } = rangeOf(collection);
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const end = text.slice(0, endOf(collection)).trimEnd().length;
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  return insertion(end + rest.length, eolOf(text) + indent + part);
}

/** A comma that may stand at the end already does for the new part. */
export function intoFlow(collection: Node, part: string): TextEdit {
  const last = partsOf(collection).at(-1);
  return last ? insertion(endOf(last), `, ${part}`) : insertion(rangeOf(collection).start + 1, pairsOf(collection) ? ` ${part} ` : part);
}

function partsOf(collection: Node): readonly Node[] {
  return itemsOf(collection) ?? pairsOf(collection)?.flatMap(({ key, value }) => [key, value].filter(isNode)) ?? [];
}

/** Where the last thing that is written in it ends: a block collection itself ends behind the comments below it. */
export function endOf(node: Node): number {
  const last = isFlow(node) ? undefined : partsOf(node).at(-1);
  return last ? endOf(last) : rangeOf(node).end;
}
