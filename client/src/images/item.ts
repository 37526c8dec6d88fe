import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri, type Command } from 'vscode';
import { l10n } from 'vscode';
import { shown } from '../shown';
import { gravityOf } from './group';
import type { Node, Severity } from './nodes';
import { severityWord } from './words';

const colours: Readonly<Record<Severity, string>> = { error: 'problemsErrorIcon.foreground', warning: 'problemsWarningIcon.foreground', information: 'problemsInfoIcon.foreground' };
const severityIcons: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'info' };
const kindIcons: Readonly<Record<Node['kind'], string>> = { image: 'package', tag: 'tag', digest: 'lock', file: 'file', rule: 'info', use: 'location', finding: 'location' };

export const openCommand = 'plimsoll.images.open';

/** The line of the tree for a node. */
export function treeItem(node: Node, isOpen: boolean): TreeItem {
  const state = node.children.length === 0 ? TreeItemCollapsibleState.None : isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const item = new TreeItem(node.label, state);
  const description = node.words.join(' · ');
  return Object.assign(item, {
    id: node.id,
    description,
    tooltip: tooltip(node),
    contextValue: contextValue(node),
    iconPath: icon(node),
    accessibilityInformation: { label: spoken(node, description) },
    ...(node.at ? { command: open(node) } : {}),
    ...(node.kind === 'file' && node.places[0] ? { resourceUri: Uri.parse(node.places[0].file.uri) } : {}),
  });
}

/** What may be done, for the `when` of the menus: `use pin swap verify`. */
function contextValue({ kind, places, rule, at }: Node): string {
  const actions = new Set(places.flatMap(({ use }) => [...use.actions, ...(use.reference ? ['copy'] : [])]));
  const references = new Set(places.flatMap(({ use }) => use.reference?.full ?? []));
  const isOne = references.size === 1;
  return [kind, ...actions, ...(isOne ? ['verify'] : []), ...(rule === undefined ? [] : ['ruled']), ...(at ? ['place'] : [])].join(' ');
}

function icon(node: Node): ThemeIcon {
  const gravity = gravityOf(node);
  const isFound = node.kind === 'rule' || (gravity !== undefined && gravity !== 'information') || node.stands;
  return isFound && gravity !== undefined ? new ThemeIcon(severityIcons[gravity], new ThemeColor(colours[gravity])) : new ThemeIcon(kindIcons[node.kind]);
}

/** Others' words stay text. */
function tooltip({ kind, label, words, places, said }: Node): MarkdownString {
  const text = new MarkdownString();
  text.appendText(kind === 'use' || kind === 'finding' ? (places[0]?.use.raw ?? label) : label);
  if (words.length > 0) text.appendText(`\n${words.join('\n')}`);
  if (said !== undefined) text.appendText(`\n${shown(said)}`);
  if (kind === 'use') for (const { rule, message } of places[0]?.findings ?? []) text.appendText(`\n${rule}: ${shown(message)}`);
  return text;
}

/** Everything that is to be seen, in words. */
function spoken(node: Node, description: string): string {
  const gravity = gravityOf(node);
  const image = node.kind === 'use' || node.kind === 'finding' ? node.places[0]?.use.raw : undefined;
  const parts = [node.label, ...(image !== undefined && image !== node.label ? [image] : []), description, ...(node.said === undefined ? [] : [node.said])];
  const graver = gravity === undefined || node.kind === 'rule' ? [] : [l10n.t('gravest: {0}', severityWord(gravity, l10n))];
  return [...parts.filter(part => part !== ''), ...graver].join(', ');
}

function open(node: Node): Command {
  return { command: openCommand, title: l10n.t('Open'), arguments: [node] };
}
