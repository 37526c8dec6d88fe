import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, Position, workspace } from 'vscode';
import { closeAll, drawn, open, untilFindings } from './documents';
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
