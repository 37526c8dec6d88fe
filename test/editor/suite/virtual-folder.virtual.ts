import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { commands, Position, type Uri, workspace, window, extensions, type CodeAction, type Disposable, type Hover, type TextDocument } from 'vscode';
import { closeAll, drawn, extensionId, fileUri, untilFindings } from './documents';
import { MemoryFiles } from './mem';
import { requestsCounted, world } from './world';

async function show(uri: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  await extensions.getExtension(extensionId)?.activate();
  return document;
}

describe('a workspace that is on no disk', () => {
  let provided: Disposable;
  let folder: string;

  before(() => {
    folder = fileUri('').path.replace(/\/$/, '');
    const files = {
      [`${folder}/Dockerfile`]: `FROM node\nFROM ${world().counter}/acme/app:1\n`,
      [`${folder}/.plimsoll.yaml`]: 'version: 1\nrules: { tag-missing: error }\n',
    };
    provided = workspace.registerFileSystemProvider('mem', new MemoryFiles(files), { isCaseSensitive: true });
  });
  after(async () => {
    await closeAll();
    provided.dispose();
  });

  it('is one', () => {
    assert.deepEqual(workspace.workspaceFolders?.map(({ uri }) => uri.scheme), ['mem']);
  });

  it('gets the findings that need no network, by no policy: neither its own, nor that of a folder of the same name on the disk', async () => {
    const document = await show(fileUri('Dockerfile'));
    const found = await untilFindings(document, ({ length }) => length >= 2);
    assert.deepEqual(drawn(document, found), ['1: node @ tag-missing (warning)', `2: ${world().counter}/acme/app:1 @ tag-not-pinned (information)`]);
  });

  it('is offered images and ignores, and nothing that has to ask a registry', async () => {
    const document = await show(fileUri('Dockerfile'));
    await untilFindings(document, ({ length }) => length >= 2);
    const titles = (await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, document.lineAt(0).range)).map(({ title }) => title);
    assert.ok(titles.some(title => title.includes('cgr.dev/chainguard/node:latest')), titles.join('\n'));
    assert.ok(titles.some(title => title.startsWith('Ignore tag-missing')), titles.join('\n'));
    assert.deepEqual(titles.filter(title => /\bpin\b|digest|verify|convert|\btrust\b|look up/i.test(title)), []);
  });

  it('reads in the hover why nobody was asked', async () => {
    const document = await show(fileUri('Dockerfile'));
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(1, 7));
    const text = hovers.flatMap(({ contents }) => contents).map(part => (typeof part === 'string' ? part : part.value)).join('\n');
    assert.match(text, /this document is not on a disk/);
  });

  it('makes no request: not to a host that the user allowed, not when the file is saved, and not when a command asks', async () => {
    const document = await show(fileUri('Dockerfile'));
    const text = document.getText();
    await document.save();
    // Its answer comes after anything that the background began before it.
    await commands.executeCommand('plimsoll.pinAll');
    await commands.executeCommand('plimsoll.updateAll');
    assert.equal(document.getText(), text);
    assert.equal(await requestsCounted(), 0);
  });

  it('has documents beside that nobody saved yet, and those may be asked about', async () => {
    const document = await workspace.openTextDocument({ language: 'dockerfile', content: `FROM ${world().counter}/acme/app:1\n` });
    await window.showTextDocument(document);
    await untilFindings(document, ({ length }) => length >= 1);
    await commands.executeCommand('plimsoll.pinAll');
    assert.ok((await requestsCounted()) > 0);
  });
});
