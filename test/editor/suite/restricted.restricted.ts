import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, Position, workspace, type CodeAction, type CompletionList } from 'vscode';
import { closeAll, drawn, open, untilFindings } from './documents';
import { tree } from './tree';
import { requestsCounted } from './world';

describe('a workspace that nobody trusts', () => {
  after(closeAll);

  it('is one', () => {
    assert.equal(workspace.isTrusted, false);
  });

  it('gets the findings that need no network', async () => {
    const document = await open('offline/deployment.yaml');
    const found = await untilFindings(document, ({ length }) => length >= 2);
    assert.deepEqual(drawn(document, found), ['9: nginx @ tag-missing (warning)', '11: redis:7 @ tag-not-pinned (information)']);
  });

  it('proposes images, and offers to trust none', async () => {
    const document = await open('offline/Dockerfile');
    await untilFindings(document, ({ length }) => length >= 5);
    const { items } = await commands.executeCommand<CompletionList>('vscode.executeCompletionItemProvider', document.uri, new Position(0, 5));
    assert.ok(items.some(({ label }) => label === 'cgr.dev/chainguard/node'));
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, document.lineAt(5).range);
    assert.ok(actions.some(({ title }) => title.startsWith('Ignore publisher-unknown')));
    assert.deepEqual(actions.filter(({ title }) => /\btrust\b/i.test(title)), []);
  });

  it('lists its images with what needs no network, and asks nobody for that', async () => {
    const images = await tree();
    images.narrow('offline/');
    assert.ok(images.roots.some(({ label }) => label === 'nginx'));
    assert.ok(images.roots.flatMap(({ places }) => places).some(({ findings }) => findings.some(({ rule }) => rule === 'tag-missing')));
    images.narrow('');
    assert.equal(await requestsCounted(), 0);
  });

  it('makes no request: not unasked, not to a host that the user allowed, and not when a command asks', async () => {
    const document = await open('background/Dockerfile');
    await untilFindings(document, ({ length }) => length > 0);
    const before = document.getText();
    const inside = new Position(0, 10);
    await commands.executeCommand('vscode.executeHoverProvider', document.uri, inside);
    await commands.executeCommand('vscode.executeCodeActionProvider', document.uri, document.lineAt(0).range);
    await document.save();
    // Its answer comes after anything that the background began before it.
    await commands.executeCommand('plimsoll.pinAll');
    assert.equal(document.getText(), before);
    assert.equal(await requestsCounted(), 0);
  });
});
