import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, window, type TabInputTextDiff } from 'vscode';
import { closeAll, open } from './documents';
import { world } from './world';

const before = '# syntax=docker/dockerfile:1\nFROM ubuntu:22.04\n# tools\nRUN apt-get update && apt-get install -y curl\nCOPY --from=busybox /bin/x /\n';

/** As the policy of the workspace has it, with the digest that its registry serves. */
function converted(): string {
  const image = `${world().registry}/cgr/wolfi-base:latest`;
  return `${image}@${world().digests[image]}`;
}

function tabs(): readonly { readonly scheme: string; readonly isDiff: boolean }[] {
  return window.tabGroups.all.flatMap(({ tabs: all }) => all).map(({ input }) => {
    const { modified, uri } = input as Partial<TabInputTextDiff> & { uri?: { scheme: string } };
    return { scheme: (modified ?? uri)?.scheme ?? '', isDiff: modified !== undefined };
  });
}

describe('converting a Dockerfile', () => {
  after(closeAll);

  it('shows what it would be beside what it is, with what is left, and edits nothing', async () => {
    const document = await open('convert/Dockerfile');
    assert.equal(document.getText(), before);
    await commands.executeCommand('plimsoll.convertDockerfile');
    assert.equal(document.getText(), before);
    assert.deepEqual(tabs().filter(({ isDiff }) => isDiff), [{ scheme: 'plimsoll-preview', isDiff: true }]);
    const report = window.visibleTextEditors.find(editor => editor.document.uri.scheme === 'plimsoll-report')?.document.getText();
    assert.match(report ?? '', /Line 5: busybox\n {4}something is taken out of it/);
    assert.ok(report?.includes(`Line 2: ubuntu:22.04 → ${converted()}`), report);
    assert.match(report ?? '', /- Wolfi, not Ubuntu/);
  });

  it('is applied by one click and undone by one', async () => {
    const document = await open('convert/Dockerfile');
    await commands.executeCommand('plimsoll.convertDockerfile');
    assert.equal(await commands.executeCommand('plimsoll.applyConversion'), true);
    assert.equal(document.getText(), `# syntax=docker/dockerfile:1\nFROM ${converted()}\n# tools\nRUN apk add --no-cache curl\nCOPY --from=busybox /bin/x /\n`);
    assert.deepEqual(tabs().filter(({ scheme }) => scheme === 'plimsoll-preview'), []);
    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('is not applied to a document that changed meanwhile', async () => {
    const document = await open('convert/Dockerfile');
    await commands.executeCommand('plimsoll.convertDockerfile');
    const editor = await window.showTextDocument(document);
    await editor.edit(edit => edit.insert(document.positionAt(0), '# mine\n'));
    const [diff] = window.tabGroups.all.flatMap(({ tabs: all }) => all).filter(({ input }) => (input as Partial<TabInputTextDiff>).modified !== undefined);
    assert.equal(await commands.executeCommand('plimsoll.applyConversion', (diff?.input as TabInputTextDiff).modified), false);
    assert.equal(document.getText(), `# mine\n${before}`);
    await commands.executeCommand('undo');
  });
});
