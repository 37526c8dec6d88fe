import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, workspace } from 'vscode';
import { closeAll, fileUri, open, untilFindings } from './documents';
import { requestsCounted, world } from './world';

async function bytesOf(path: string): Promise<string> {
  return Buffer.from(await workspace.fs.readFile(fileUri(path))).toString('latin1');
}

/** `text` with `@digest` behind each of the world's references, and nothing else. */
function withDigests(text: string): string {
  return Object.entries(world().digests).reduce((result, [image, digest]) => result.replaceAll(image, `${image}@${digest}`), text);
}

describe('pin all', () => {
  after(closeAll);

  it('pins three stages against a real registry in one action, and the bytes differ only by the digests', async () => {
    const path = 'three-stages/Dockerfile';
    const before = await bytesOf(path);
    const document = await open(path);
    await untilFindings(document, ({ length }) => length === 3);
    await commands.executeCommand('plimsoll.pinAll');
    assert.ok(document.isDirty);
    await document.save();
    const now = await bytesOf(path);
    assert.equal(now, withDigests(before));
    assert.equal(now.split('@sha256:').length - before.split('@sha256:').length, 3);
    await untilFindings(document, ({ length }) => length === 0);
  });

  it('changes nothing the second time', async () => {
    const document = await open('three-stages/Dockerfile');
    const { version } = document;
    await commands.executeCommand('plimsoll.pinAll');
    assert.equal(document.version, version);
  });
});

describe('background look-ups', () => {
  after(closeAll);

  /** Also shows that the counter counts, on which the suite of Restricted Mode relies. */
  it('ask a host that the user allowed', async () => {
    const document = await open('background/Dockerfile');
    await untilFindings(document, ({ length }) => length > 0);
    while ((await requestsCounted()) === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  });
});
