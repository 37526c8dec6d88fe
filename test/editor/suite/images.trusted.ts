import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { commands, env, window, workspace, WorkspaceEdit, type TreeItem } from 'vscode';
import { closeAll, fileUri, findings, open, untilFindings } from './documents';
import { nodeWith, tree, untilTree, type Tree } from './tree';
import { world } from './world';

const textOf = async (path: string): Promise<string> => (await workspace.openTextDocument(fileUri(path))).getText();

describe('the tree of images', () => {
  let images: Tree;

  before(async () => {
    images = await tree();
    images.narrow('explorer/');
  });

  after(async () => {
    images.narrow('');
    await closeAll();
  });

  it('lists by image, with a label in words on every line', () => {
    const { registry } = world();
    assert.deepEqual(images.roots.map(({ label }) => label), [`${registry}/base/python:3.13-slim`, `${registry}/build/golang:1.26`, 'explorer/two:1']);
    const golang = images.getTreeItem(nodeWith(images, `${registry}/build/golang:1.26`));
    assert.match(String(golang.description), /^3 places · not pinned/);
    assert.match(golang.accessibilityInformation?.label ?? '', /golang:1\.26, 3 places/);
    assert.match(golang.contextValue ?? '', /\bpin\b/);
    const every = (nodes: readonly Parameters<Tree['getTreeItem']>[0][]): TreeItem[] => nodes.flatMap(node => [images.getTreeItem(node), ...every(images.getChildren(node))]);
    for (const { accessibilityInformation, id } of every(images.roots)) assert.ok(accessibilityInformation?.label && id);
  });

  it('says in words that a tag has two digests, and stands them side by side', () => {
    const two = nodeWith(images, 'explorer/two:1');
    assert.match(String(images.getTreeItem(two).description), /^2 digests/);
    assert.deepEqual(images.getChildren(two).map(({ label }) => label), [`sha256:${'1'.repeat(12)}`, `sha256:${'2'.repeat(12)}`]);
  });

  it('leads to a place, and selects the reference there', async () => {
    const place = nodeWith(images, 'explorer/b/Dockerfile:1');
    const { command } = images.getTreeItem(place);
    await commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));
    const editor = window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), fileUri('explorer/b/Dockerfile').toString());
    assert.equal(editor?.document.getText(editor.selection), `${world().registry}/build/golang:1.26`);
  });

  it('groups by file, and by problem as the Problems view has them', async () => {
    await commands.executeCommand('plimsoll.images.groupByFile');
    assert.deepEqual(images.roots.map(({ label }) => label), ['explorer/a/Dockerfile', 'explorer/b/Dockerfile', 'explorer/compose.yaml']);
    const document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
    images.narrow('offline/Dockerfile');
    await commands.executeCommand('plimsoll.images.groupByProblem');
    const ofTree = (): string[] => images.roots.flatMap(rule => rule.children.flatMap(node => (node.children.length > 0 ? node.children : [node])).map(({ at }) => `${rule.rule} ${rule.severity} ${at?.range.start.line}:${at?.range.start.character}`)).sort();
    const severities = ['error', 'warning', 'information'];
    const ofProblems = (): string[] => findings(document).map(({ code, severity, range: { start } }) => `${String(typeof code === 'object' ? code.value : code)} ${severities[severity]} ${start.line}:${start.character}`).sort();
    await images.list();
    await untilTree(images, () => ofTree().join('\n') === ofProblems().join('\n'));
    await commands.executeCommand('plimsoll.images.groupByImage');
    images.narrow('explorer/');
  });

  it('narrows to what has every word, and shows everything again', () => {
    images.narrow('golang compose');
    assert.deepEqual(images.roots.map(({ places }) => places.length), [1]);
    images.narrow('nothing has this');
    assert.deepEqual(images.roots, []);
    images.narrow('explorer/');
    assert.equal(images.roots.length, 3);
  });

  it('copies references', async () => {
    await commands.executeCommand('plimsoll.images.copy', nodeWith(images, 'explorer/two:1'));
    assert.equal((await env.clipboard.readText()).split('\n').length, 2);
  });

  it('follows an edit that nobody saved', async () => {
    const document = await open('explorer/b/Dockerfile');
    const edit = new WorkspaceEdit();
    edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, 'FROM explorer/unsaved:1\n');
    await workspace.applyEdit(edit);
    await untilTree(images, () => images.roots.some(({ label }) => label === 'explorer/unsaved:1'));
    await commands.executeCommand('workbench.action.files.revert');
    await untilTree(images, () => !images.roots.some(({ label }) => label === 'explorer/unsaved:1'));
  });

  it('follows files that come and go', async () => {
    // In a folder that is watched already: what comes into a new one before the editor watches that, the editor itself may miss.
    const uri = fileUri('explorer/a/new.Dockerfile');
    await workspace.fs.writeFile(uri, Buffer.from('FROM explorer/new:1\n'));
    await untilTree(images, () => images.roots.some(({ label }) => label === 'explorer/new:1'));
    await workspace.fs.delete(uri);
    await untilTree(images, () => !images.roots.some(({ label }) => label === 'explorer/new:1'));
  });

  it('pins all uses of an image in one preview of all files, with one digest', async () => {
    const { registry, digests } = world();
    const image = `${registry}/build/golang:1.26`;
    const paths = ['explorer/a/Dockerfile', 'explorer/b/Dockerfile', 'explorer/compose.yaml'];
    const before = await Promise.all(paths.map(textOf));
    let isDone = false;
    const pinning = commands.executeCommand<boolean>('plimsoll.images.pin', nodeWith(images, image)).then(applied => {
      isDone = true;
      return applied;
    });
    // Nothing is edited before somebody applies the preview.
    while (!isDone) {
      await Promise.race([pinning, new Promise(resolve => setTimeout(resolve, 200))]);
      if (!isDone) await commands.executeCommand('refactorPreview.apply');
    }
    assert.equal(await pinning, true);
    assert.deepEqual(await Promise.all(paths.map(textOf)), before.map(text => text.replace(image, `${image}@${digests[image]}`)));
    await untilTree(images, () => images.roots.some(({ label, places }) => label === image && places.length === 3 && places.every(({ use }) => use.reference?.digest === digests[image])));
  });
});
