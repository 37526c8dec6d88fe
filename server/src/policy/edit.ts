import { isNode, isScalar, type Node, type Pair } from 'yaml';
import { applyEdits, type TextEdit } from '../core/range';
import type { PolicyFile } from './file';
import { parsePolicyFile, type ParsedPolicy } from './parse';
import { withEntry, type PolicyEntry, type SignerEntry, type TrustEntry } from './trust-entry';
import type { KnownWords } from './words';
import { hasDanglingAlias, isNothing, itemsOf, pairsOf, parseYaml, rangeOf, textOf } from './yaml';

/**
 * The one insertion that adds `entry` to the text of a policy file (empty for a new one), every byte of which stays. Undefined
 * where the list has it already, and in a file that is written in a way that no insertion is sure to get right.
 */
export function addToPolicy(text: string, entry: PolicyEntry, known: KnownWords): TextEdit | undefined {
  const { root, problems } = parseYaml(text);
  if (problems.length > 0 || (root && hasDanglingAlias(root))) return undefined;
  const edit = entry.key === 'signatures' ? signerInsertion(text, root, entry) : trustInsertion(text, root, entry);
  return edit && saysNoMore(text, applyEdits(text, [edit]), { entry, known }) ? edit : undefined;
}

/** Whether the file says what it said, and the entry. */
function saysNoMore(text: string, changed: string, { entry, known }: { entry: PolicyEntry; known: KnownWords }): boolean {
  const [before, after] = [parsePolicyFile(text, '', known), parsePolicyFile(changed, '', known)];
  const { version } = after.policy;
  const wanted = { ...withEntry(before.policy, entry), version };
  return !isThere(before.policy, entry) && canonical(after.policy) === canonical(wanted) && troubles(after) === troubles(before);
}

function isThere({ trust, signatures = [] }: PolicyFile, entry: PolicyEntry): boolean {
  if (entry.key !== 'signatures') return trust?.[entry.key]?.includes(entry.value) === true;
  return signatures.some(known => canonical(known) === canonical(entry.value));
}

function canonical(value: unknown): string {
  const sorted = (_key: string, part: unknown): unknown =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  return JSON.stringify(value, sorted);
}

/** What is wrong with it, but for the version, which a new file gets. */
function troubles({ problems }: ParsedPolicy): string {
  return JSON.stringify(problems.filter(({ key }) => key !== 'version').map(({ key, message }) => [key, message]));
}

function trustInsertion(text: string, root: Node | undefined, { key, value }: TrustEntry): TextEdit | undefined {
  const list = `${key}: [${spelt(value, key === 'references' ? 'QUOTE_DOUBLE' : undefined)}]`;
  if (root === undefined) return appended(text, ['version: 1', 'trust:', `  ${list}`]);
  const trust = pairIn(root, 'trust');
  if (!trust) return isFlow(root) ? intoFlow(root, `trust: { ${list} }`) : appended(text, ['trust:', `  ${list}`]);
  if (isNothing(trust.value)) return inPlaceOf(text, trust.value, `{ ${list} }`);
  if (!trust.value || !pairsOf(trust.value)) return undefined;
  const own = pairIn(trust.value, key);
  if (!own) return into(text, trust.value, list);
  return intoList(text, own.value, neighbour => spelt(value, styleOf(neighbour)));
}

/** An entry in one line, which stands in a block and in a flow alike. */
function signerInsertion(text: string, root: Node | undefined, { value: { images, keyless } }: SignerEntry): TextEdit | undefined {
  if (keyless?.identity === undefined) return undefined;
  // JSON's strings are YAML's.
  const [pattern, issuer, identity] = [images, keyless.issuer, keyless.identity].map(each => JSON.stringify(each));
  const item = `{ images: ${pattern}, keyless: { issuer: ${issuer}, identity: ${identity} } }`;
  if (root === undefined) return appended(text, ['version: 1', 'signatures:', `  - ${item}`]);
  const own = pairIn(root, 'signatures');
  if (!own) return isFlow(root) ? intoFlow(root, `signatures: [${item}]`) : appended(text, ['signatures:', `  - ${item}`]);
  return intoList(text, own.value, () => item);
}

/** As the last item of what is a list, or nothing yet. */
function intoList(text: string, list: Node | null, itemBeside: (neighbour: Node | undefined) => string): TextEdit | undefined {
  if (isNothing(list)) return inPlaceOf(text, list, `[${itemBeside(undefined)}]`);
  const items = list ? itemsOf(list) : undefined;
  if (!list || !items) return undefined;
  const item = itemBeside(items.at(-1));
  return into(text, list, isFlow(list) ? item : `- ${item}`);
}

function pairIn(map: Node, key: string): Pair<Node, Node | null> | undefined {
  return pairsOf(map)?.find(pair => textOf(pair.key) === key);
}

function isFlow(node: Node): boolean {
  return 'flow' in node && node.flow === true;
}

/** How a scalar is quoted. */
function styleOf(node: Node | undefined): string | undefined {
  return isScalar(node) ? node.type : undefined;
}

/** As its neighbour is quoted; plain only where no sign at its beginning means something else. */
function spelt(value: string, style: string | undefined): string {
  if (style === 'QUOTE_SINGLE') return `'${value}'`;
  return style === 'QUOTE_DOUBLE' || !/^[a-z0-9]/i.test(value) ? `"${value}"` : value;
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

/** Behind all that is there, comments included. */
function appended(text: string, lines: readonly string[]): TextEdit {
  const eol = eolOf(text);
  const isWhole = /(?:^\uFEFF?|\n)$/.test(text);
  return insertion(text.length, isWhole ? lines.map(line => line + eol).join('') : eol + lines.join(eol));
}

function eolOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Behind a colon with nothing after it. */
function inPlaceOf(text: string, nothing: Node | null, value: string): TextEdit | undefined {
  if (!nothing || textOf(nothing)) return undefined;
  const { start } = rangeOf(nothing);
  return insertion(start, (text[start - 1] === ':' ? ' ' : '') + value + (text[start] === '#' ? ' ' : ''));
}

/** As the last part of a collection that has some. */
function into(text: string, collection: Node, part: string): TextEdit {
  if (isFlow(collection)) return intoFlow(collection, part);
  const { start } = rangeOf(collection);
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const end = text.slice(0, endOf(collection)).trimEnd().length;
  const [rest = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  return insertion(end + rest.length, eolOf(text) + indent + part);
}

/** A comma that may stand at the end already does for the new part. */
function intoFlow(collection: Node, part: string): TextEdit {
  const last = partsOf(collection).at(-1);
  return last ? insertion(endOf(last), `, ${part}`) : insertion(rangeOf(collection).start + 1, pairsOf(collection) ? ` ${part} ` : part);
}

function partsOf(collection: Node): readonly Node[] {
  return itemsOf(collection) ?? pairsOf(collection)?.flatMap(({ key, value }) => [key, value].filter(isNode)) ?? [];
}

/** Where the last thing that is written in it ends: a block collection itself ends behind the comments below it. */
function endOf(node: Node): number {
  const last = isFlow(node) ? undefined : partsOf(node).at(-1);
  return last ? endOf(last) : rangeOf(node).end;
}
