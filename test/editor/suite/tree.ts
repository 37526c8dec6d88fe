import assert from 'node:assert/strict';
import { commands, extensions, type Event, type TreeItem } from 'vscode';
import type { Node } from '../../../client/src/images/nodes';
import { extensionId } from './documents';

/** What the extension tells tests of its tree. */
export interface Tree {
  readonly roots: readonly Node[];
  readonly onDidChangeTreeData: Event<unknown>;
  getTreeItem(node: Node): TreeItem;
  getChildren(node?: Node): Node[];
  narrow(filter: string): void;
  list(): Promise<void>;
}

/** The tree in sight, with what is there now. */
export async function tree(): Promise<Tree> {
  const { images } = (await extensions.getExtension(extensionId)?.activate()) as { images: Tree };
  await commands.executeCommand('plimsoll.images.focus');
  await images.list();
  return images;
}

export function nodeWith(images: Tree, label: string, above?: Node): Node {
  const search = (nodes: readonly Node[]): Node | undefined => nodes.reduce<Node | undefined>((found, node) => found ?? (node.label === label ? node : search(node.children)), undefined);
  const node = search(above ? above.children : images.roots);
  assert.ok(node, `no line ${label} among ${images.roots.map(each => each.label).join(', ')}`);
  return node;
}

/** Resolves once the tree is so. The Mocha time-out ends it when that never happens. */
export function untilTree(images: Tree, hold: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const look = (): void => {
      if (!hold()) return;
      subscription.dispose();
      resolve();
    };
    const subscription = images.onDidChangeTreeData(look);
    look();
  });
}
