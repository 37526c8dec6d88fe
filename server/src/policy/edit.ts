import { isScalar, type Node, type Scalar } from 'yaml';
import { applyEdits, type TextEdit } from '../core/range';
import type { PolicyFile } from './file';
import { appended, inPlaceOf, into, intoFlow, intoList, isFlow, pairIn, spelt, styleOf } from './insertions';
import { parsePolicyFile, type ParsedPolicy } from './parse';
import { withEntry, type IgnoringEntry, type PolicyEntry, type RuleEntry, type SignerEntry, type TrustEntry } from './trust-entry';
import type { KnownWords } from './words';
import { hasDanglingAlias, isNothing, pairsOf, parseYaml, rangeOf } from './yaml';

/**
 * The one edit that adds `entry` to the text of a policy file (empty for a new one), of which nothing else changes. Undefined
 * where the file has it already, and in a file that is written in a way that no edit is sure to get right.
 */
export function addToPolicy(text: string, entry: PolicyEntry, known: KnownWords): TextEdit | undefined {
  const { root, problems } = parseYaml(text);
  if (problems.length > 0 || (root && hasDanglingAlias(root))) return undefined;
  const edit = editFor(text, root, entry);
  return edit && saysNoMore(text, applyEdits(text, [edit]), { entry, known }) ? edit : undefined;
}

function editFor(text: string, root: Node | undefined, entry: PolicyEntry): TextEdit | undefined {
  switch (entry.key) {
    case 'signatures':
      return signerInsertion(text, root, entry);
    case 'ignore':
      return listInsertion(text, root, { key: 'ignore', item: ignoreItem(entry) });
    case 'rules':
      return ruleEdit(text, root, entry);
    default:
      return trustInsertion(text, root, entry);
  }
}

/** Whether the file says what it said, and the entry. */
function saysNoMore(text: string, changed: string, { entry, known }: { entry: PolicyEntry; known: KnownWords }): boolean {
  const [before, after] = [parsePolicyFile(text, '', known), parsePolicyFile(changed, '', known)];
  const { version } = after.policy;
  const wanted = { ...withEntry(before.policy, entry), version };
  return !isThere(before.policy, entry) && canonical(after.policy) === canonical(wanted) && troubles(after) === troubles(before);
}

function isThere(file: PolicyFile, entry: PolicyEntry): boolean {
  switch (entry.key) {
    case 'signatures':
    case 'ignore':
      return (file[entry.key] ?? []).some((known: unknown) => canonical(known) === canonical(entry.value));
    case 'rules':
      return new Map(Object.entries(file.rules ?? {})).get(entry.rule) === entry.value;
    default:
      return file.trust?.[entry.key]?.includes(entry.value) === true;
  }
}

export function canonical(value: unknown): string {
  const sorted = (_key: string, part: unknown): unknown =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
  return JSON.stringify(value, sorted);
}

/** What is wrong with it, but for the version, which a new file gets. */
export function troubles({ problems }: ParsedPolicy): string {
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
  return listInsertion(text, root, { key: 'signatures', item: `{ images: ${pattern}, keyless: { issuer: ${issuer}, identity: ${identity} } }` });
}

function ignoreItem({ value: { rule, image, reason } }: IgnoringEntry): string {
  const parts = [`rule: ${rule}`, ...(image === undefined ? [] : [`image: ${JSON.stringify(image)}`]), ...(reason === undefined ? [] : [`reason: ${JSON.stringify(reason)}`])];
  return `{ ${parts.join(', ')} }`;
}

/** An item in one line, as the last of a list at the top of the file. */
function listInsertion(text: string, root: Node | undefined, { key, item }: { readonly key: string; readonly item: string }): TextEdit | undefined {
  if (root === undefined) return appended(text, ['version: 1', `${key}:`, `  - ${item}`]);
  const own = pairIn(root, key);
  if (!own) return isFlow(root) ? intoFlow(root, `${key}: [${item}]`) : appended(text, [`${key}:`, `  - ${item}`]);
  return intoList(text, own.value, () => item);
}

/** Why a rule has its severity, a comment says: behind a line of its own alone. */
function ruleEdit(text: string, root: Node | undefined, { rule, value, reason }: RuleEntry): TextEdit | undefined {
  const bare = `${rule}: ${value}`;
  const line = reason === undefined ? bare : `${bare} # ${reason}`;
  if (root === undefined) return appended(text, ['version: 1', 'rules:', `  ${line}`]);
  const rules = pairIn(root, 'rules');
  if (!rules) return isFlow(root) ? intoFlow(root, `rules: { ${bare} }`) : appended(text, ['rules:', `  ${line}`]);
  if (isNothing(rules.value)) return inPlaceOf(text, rules.value, `{ ${bare} }`);
  if (!rules.value || !pairsOf(rules.value)) return undefined;
  const own = pairIn(rules.value, rule);
  if (own) return isWord(own.value) ? { range: wordOf(own.value, text), newText: value } : undefined;
  return into(text, rules.value, isFlow(rules.value) ? bare : line);
}

/** Nothing else depends on it. */
function isWord(node: Node | null): node is Scalar {
  return isScalar(node) && node.value !== null && node.anchor === undefined && node.tag === undefined;
}

/** The word itself, without what follows it. */
function wordOf(node: Node, text: string): TextEdit['range'] {
  const { start, end } = rangeOf(node);
  return { start, end: start + text.slice(start, end).trimEnd().length };
}
