import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { closeAll, fileUri } from './documents';
import { copied, verifyAt } from './reports';
import { world } from './world';

describe('verify', () => {
  after(closeAll);

  it('says who signed the image under the cursor, in a panel that is used again', async () => {
    const { label } = await verifyAt('signed/Dockerfile', 0);
    assert.equal(label, 'Signature: signed:1');
    const text = await copied(1, 'copy-text');
    assert.match(text, /^✔ Signature verified\n/);
    assert.ok(text.includes(world().identity), text);
    assert.ok(text.includes(world().digests[`${world().registry}/acme/signed:1`] as string), text);
    await verifyAt('signed/Dockerfile', 0);
    const panels = window.tabGroups.all.flatMap(({ tabs }) => tabs).filter((tab) => tab.label === label);
    assert.equal(panels.length, 1);
  });

  it('copies JSON, and a command for Cosign', async () => {
    const json = JSON.parse(await copied(1, 'copy-json')) as Record<string, unknown>;
    assert.equal(json['verdict'], 'verified');
    assert.match(await copied(1, 'command-0'), /^cosign verify .*--certificate-identity=.* --certificate-oidc-issuer=/);
    assert.equal(await copied(1, 'command-7'), 'nothing was copied');
    assert.equal(await copied(99, 'copy-text'), 'nothing was copied');
  });

  it('tells an image that nobody signed from one whose signature is for another', async () => {
    await verifyAt('signed/others/Dockerfile', 1);
    assert.match(await copied(2, 'copy-text'), /^! Not signed\n/);
    await verifyAt('signed/others/Dockerfile', 2);
    assert.match(await copied(3, 'copy-text'), /^✘ Signature not valid\n[\s\S]*✘ Digest that was signed – failed: /);
  });

  it('names a signer in the policy, which a single undo takes back', async () => {
    await verifyAt('signed/others/Dockerfile', 0);
    assert.match(await copied(4, 'copy-text'), /^! Signed, but nobody said who should sign\n/);
    const policy = await workspace.openTextDocument(fileUri('.plimsoll.yaml'));
    const before = policy.getText();
    await commands.executeCommand('plimsoll.reportAction', { panel: 4, action: 'step-0' });
    assert.equal(window.activeTextEditor?.document, policy);
    assert.ok(policy.isDirty);
    assert.ok(policy.getText().includes(`- { images: "${world().registry}/team/signed", keyless: { issuer: "`), policy.getText());
    while (!/^✔/.test(await copied(4, 'copy-text'))) await commands.executeCommand('plimsoll.reportAction', { panel: 4, action: 'retry' });
    await window.showTextDocument(policy);
    await commands.executeCommand('undo');
    assert.equal(policy.getText(), before);
    await commands.executeCommand('workbench.action.files.revert');
  });
});
