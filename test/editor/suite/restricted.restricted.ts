import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, Position, workspace } from 'vscode';
import { closeAll, drawn, open, untilFindings } from './documents';
import { requestsCounted, world } from './world';

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

  it('makes no request in the background, not even to a host that the user allowed', async () => {
    const document = await open('background/Dockerfile');
    await untilFindings(document, ({ length }) => length > 0);
    const inside = new Position(0, 10);
    await commands.executeCommand('vscode.executeHoverProvider', document.uri, inside);
    await commands.executeCommand('vscode.executeCodeActionProvider', document.uri, document.lineAt(0).range);
    await document.save();
    // A request that somebody asked for is made, and comes back after any that the background began before it.
    const barrier = await open('barrier/Dockerfile');
    await commands.executeCommand('plimsoll.pinAll');
    assert.ok(barrier.getText().includes(world().digests[`${world().registry}/build/node:22`] as string));
    assert.equal(await requestsCounted(), 0);
  });
});
