import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import { closeAll, fileUri } from './documents';
import { copied, nothingCopied, panelTabs, press, verifyAt } from './reports';
import { world } from './world';

describe('verify', () => {
  after(closeAll);

  it('says who signed the image under the cursor, in a panel that is used again', async () => {
    const { label, panel } = await verifyAt('signed/Dockerfile', 0);
    assert.equal(label, 'Signature: signed:1');
    const text = await copied(panel, 'copy-text');
    assert.match(text, /^✔ Signature verified\n/);
    assert.ok(text.includes(world().identity), text);
    assert.ok(text.includes(world().digests[`${world().registry}/acme/signed:1`] as string), text);
    await verifyAt('signed/Dockerfile', 0);
    assert.equal(panelTabs().filter((tab) => tab.label === label).length, 1);
  });

  it('copies JSON, and a command for Cosign', async () => {
    const { panel } = await verifyAt('signed/Dockerfile', 0);
    const json = JSON.parse(await copied(panel, 'copy-json')) as Record<string, unknown>;
    assert.equal(json['verdict'], 'verified');
    assert.match(await copied(panel, 'command-0'), /^cosign verify .*--certificate-identity=.* --certificate-oidc-issuer=/);
    assert.equal(await copied(panel, 'command-7'), nothingCopied);
    assert.equal(await copied(99, 'copy-text'), nothingCopied);
  });

  it('tells an image that nobody signed from one whose signature is for another', async () => {
    const { panel: unsigned } = await verifyAt('signed/others/Dockerfile', 1);
    assert.match(await copied(unsigned, 'copy-text'), /^! Not signed\n/);
    const { panel: forged } = await verifyAt('signed/others/Dockerfile', 2);
    assert.match(await copied(forged, 'copy-text'), /^✘ Signature not valid\n[\s\S]*✘ Digest that was signed – failed: /);
  });

  it('knows keys and certificates that the policy names by their files', async () => {
    const { panel: keyed } = await verifyAt('signed/keys/Dockerfile', 0);
    assert.match(await copied(keyed, 'copy-text'), /^✔ Signature verified\n/);
    assert.match(await copied(keyed, 'command-0'), /^cosign verify .*--key=\S*cosign\.pub /);
    const { panel: notary } = await verifyAt('signed/keys/Dockerfile', 1);
    assert.match(await copied(notary, 'copy-text'), /^✔ Signature verified\n[\s\S]*O=Acme/);
  });

  it('names a signer in the policy, which a single undo takes back', async () => {
    const { panel } = await verifyAt('signed/others/Dockerfile', 0);
    assert.match(await copied(panel, 'copy-text'), /^! Signed, but nobody said who should sign\n/);
    const policy = await workspace.openTextDocument(fileUri('.plimsoll.yaml'));
    const before = policy.getText();
    await press(panel, 'step-0');
    assert.equal(window.activeTextEditor?.document, policy);
    assert.ok(policy.isDirty);
    assert.ok(policy.getText().includes(`- { images: "${world().registry}/team/signed", keyless: { issuer: "`), policy.getText());
    while (!/^✔/.test(await copied(panel, 'copy-text'))) await press(panel, 'retry');
    await window.showTextDocument(policy);
    await commands.executeCommand('undo');
    assert.equal(policy.getText(), before);
    await commands.executeCommand('workbench.action.files.revert');
  });
});
