/** Takes an entry out of the text of a policy file, of which every other byte stays. */
import type { Node } from 'yaml';
import { applyEdits, type Range, type TextEdit } from '../core/range';
import { canonical, troubles } from './edit';
import { endOf, isFlow, pairIn } from './insertions';
import { parsePolicyFile } from './parse';
import type { KnownWords } from './words';
import { hasDanglingAlias, itemsOf, parseYaml, rangeOf } from './yaml';

/**
 * The edit that removes the entry of `ignore` that begins at `start`. Undefined where there is none, and in a file that is
 * written in a way that no edit is sure to get right.
 */
export function withoutIgnore(text: string, start: number, known: KnownWords): TextEdit | undefined {
  const { root, problems } = parseYaml(text);
  if (!root || problems.length > 0 || hasDanglingAlias(root)) return undefined;
  const pair = pairIn(root, 'ignore');
  const list = pair?.value;
  const items = list ? itemsOf(list) : undefined;
  const index = items?.findIndex(item => rangeOf(item).start === start) ?? -1;
  if (!pair || !list || !items || index < 0) return undefined;
  const range = isFlow(list) ? inFlow(items, index) : inBlock(text, pair.key, { items, index });
  const edit = range && { range, newText: '' };
  return edit && saysOneLess(text, edit, { start, known }) ? edit : undefined;
}

/** With the comma that follows it, else the one before it. */
function inFlow(items: readonly Node[], index: number): Range {
  const [item, before, after] = [items[index] as Node, items[index - 1], items[index + 1]];
  if (after) return { start: rangeOf(item).start, end: rangeOf(after).start };
  return { start: before ? endOf(before) : rangeOf(item).start, end: endOf(item) };
}

/** The whole lines of it; with the last one, its key goes too. */
function inBlock(text: string, key: Node, { items, index }: { readonly items: readonly Node[]; readonly index: number }): Range | undefined {
  const item = items[index] as Node;
  const { start } = rangeOf(item);
  const line = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^[ \t]*-[ \t]+$/.test(text.slice(line, start))) return undefined;
  const written = text.slice(0, endOf(item)).trimEnd().length;
  const feed = text.indexOf('\n', written);
  const end = feed < 0 ? text.length : feed + 1;
  const above = text.slice(rangeOf(key).end, line);
  return { start: items.length === 1 && /^[ \t]*:[ \t]*\r?\n$/.test(above) ? rangeOf(key).start : line, end };
}

function saysOneLess(text: string, edit: TextEdit, { start, known }: { readonly start: number; readonly known: KnownWords }): boolean {
  const [before, after] = [parsePolicyFile(text, '', known), parsePolicyFile(applyEdits(text, [edit]), '', known)];
  const kept = before.ignores.filter(({ range }) => range.start !== start).map(({ entry }) => entry);
  const said = ({ ignore = [], ...rest }: typeof after.policy) => canonical({ ...rest, ignore });
  return kept.length === before.ignores.length - 1 && said({ ...before.policy, ignore: kept }) === said(after.policy) && troubles(before) === troubles(after);
}
