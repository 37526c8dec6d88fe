import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { commands, extensions, workspace } from 'vscode';
import { closeAll, extensionId, open, untilFindings } from './documents';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly category?: string }[] };
}

describe('activation', () => {
  before(() => open('offline/Dockerfile'));
  after(closeAll);

  it('follows the opening of a Dockerfile', async () => {
    await untilFindings(await open('offline/Dockerfile'), (found) => found.length > 0);
    assert.equal(extensions.getExtension(extensionId)?.isActive, true);
  });

  it('runs in a trusted workspace here', () => {
    assert.equal(workspace.isTrusted, true);
  });

  it('registers every command that the palette shows, under its category', async () => {
    const manifest = extensions.getExtension(extensionId)?.packageJSON as Manifest;
    const registered = new Set(await commands.getCommands(true));
    const contributed = manifest.contributes.commands;
    assert.ok(contributed.length >= 4);
    for (const { command, category } of contributed) {
      assert.ok(registered.has(command), `${command} is in the palette and not registered`);
      assert.equal(category, 'Plimsoll', command);
    }
  });

  it('has the commands of the main job', async () => {
    const registered = await commands.getCommands(true);
    for (const name of ['pinImage', 'pinAll', 'replaceImage', 'insertTrustedImage', 'verifyImage', 'clearCache', 'showOutput', 'restartServer']) {
      assert.ok(registered.includes(`plimsoll.${name}`), name);
    }
  });
});
