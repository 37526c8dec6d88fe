import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { env, extensions, lm, workspace } from 'vscode';
import { closeAll, extensionId, open } from './documents';
import { json, toolNames, toolSays } from './tools';
import { world } from './world';

describe('language model tools', () => {
  after(closeAll);

  it('are there, each with an answer in the manifest to what it is for', async () => {
    await extensions.getExtension(extensionId)?.activate();
    assert.equal(env.language, 'en');
    const ours = lm.tools.filter(({ name }) => name.startsWith('plimsoll_'));
    assert.deepEqual(ours.map(({ name }) => name).sort(), toolNames);
    for (const { description, inputSchema } of ours) {
      assert.match(description, /nothing|no registry/);
      assert.equal((inputSchema as { type: string }).type, 'object');
    }
  });

  it('lists images of the workspace, and of one file where one is named', async () => {
    const listed = await json('list_container_images', { file: 'explorer/b/Dockerfile' });
    const images = listed['images'] as { reference: string; places: { file: string }[] }[];
    assert.ok(images.some(({ reference }) => reference.startsWith(`${world().registry}/build/golang:1.26`)), JSON.stringify(images));
    assert.ok(images.every(({ places }) => places.every(({ file }) => file === 'explorer/b/Dockerfile')));
    await assert.rejects(toolSays('list_container_images', { file: '../Dockerfile' }), /inside the workspace/);
  });

  it('resolves a digest, and edits nothing', async () => {
    const { registry, digests } = world();
    const reference = `${registry}/acme/signed:1`;
    const before = workspace.textDocuments.map(document => document.getText());
    const resolved = await json('resolve_image_digest', { reference });
    assert.equal(resolved['digest'], digests[reference]);
    assert.equal(resolved['pinned'], `${reference}@${digests[reference]}`);
    assert.deepEqual(workspace.textDocuments.map(document => document.getText()), before);
  });

  it('verifies a signature by the policy of the document in front', async () => {
    await open('signed/Dockerfile');
    const verified = await json('verify_image_signature', { reference: `${world().registry}/acme/signed:1` });
    assert.equal(verified['verdict'], 'verified');
    assert.ok(JSON.stringify(verified['signatures']).includes(world().identity));
  });

  it('suggests alternatives', async () => {
    const { alternatives } = await json('suggest_image_alternatives', { reference: 'node:22' });
    assert.ok((alternatives as { reference: string }[]).some(({ reference }) => reference.startsWith('gcr.io/distroless/nodejs22')));
  });

  it('takes nothing but one reference', async () => {
    for (const reference of ['node:22 redis:7', '', 'https://docker.io/node', '$IMAGE']) await assert.rejects(toolSays('resolve_image_digest', { reference }), /reference/i);
  });
});
