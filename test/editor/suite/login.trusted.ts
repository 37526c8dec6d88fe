import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, MarkdownString, Position, type Hover, type TextDocument } from 'vscode';
import { closeAll, open } from './documents';
import { world } from './world';

async function hoverText({ uri }: TextDocument): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', uri, new Position(0, 8));
  return hovers.flatMap(({ contents }) => contents).map((content) => (content instanceof MarkdownString ? content.value : '')).join('\n');
}

describe('a registry that wants a login', () => {
  after(closeAll);

  it('is asked in the background where the person has one, though nobody allowed it', async () => {
    const document = await open('login/Dockerfile');
    let text = await hoverText(document);
    while (!text.includes('Digest now')) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      text = await hoverText(document);
    }
    assert.ok(text.includes(world().digests[`${world().guarded}/team/app:1`] ?? 'no digest'), text);
  });

  it('is one to sign in to, and out of', async () => {
    const all = await commands.getCommands(true);
    assert.deepEqual(['plimsoll.signIn', 'plimsoll.signOut'].filter((command) => !all.includes(command)), []);
    // Nobody is signed in by the editor: there is nothing to choose, and so nothing to wait for.
    await commands.executeCommand('plimsoll.signOut');
  });
});
