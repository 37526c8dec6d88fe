import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { commands, ConfigurationTarget, Range, workspace, type CodeLens, type InlayHint, type TextDocument } from 'vscode';
import { closeAll, open } from './documents';
import { verifyAt } from './reports';
import { world } from './world';

const path = 'beside/Dockerfile';

async function hintsIn({ uri, lineCount }: TextDocument): Promise<string[]> {
  const hints = await commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', uri, new Range(0, 0, lineCount, 0));
  return hints.map(({ label, position }) => `${position.line + 1}: ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`);
}

async function lensesIn({ uri }: TextDocument): Promise<CodeLens[]> {
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 99);
  return lenses.filter(({ command }) => command?.command.startsWith('plimsoll.'));
}

/** A setting takes a moment to reach the server. The Mocha time-out ends it when it never does. */
async function untilLenses(document: TextDocument, hold: (lenses: readonly CodeLens[]) => boolean): Promise<CodeLens[]> {
  for (;;) {
    const lenses = await lensesIn(document);
    if (hold(lenses)) return lenses;
  }
}

/** In the workspace: a write to the user's own settings would cost this window its machine's. */
const say = (value: boolean | undefined) => workspace.getConfiguration('plimsoll').update('codeLens', value, ConfigurationTarget.Workspace);

describe('what stands beside images', () => {
  before(() => say(false));

  after(async () => {
    await say(undefined);
    await closeAll();
  });

  it('says behind a digest who signed it, once somebody verified it', async () => {
    const document = await open(path);
    assert.deepEqual(await hintsIn(document), []);
    await verifyAt(path, 0);
    const [hint = '', ...more] = await hintsIn(document);
    assert.deepEqual(more, []);
    assert.match(hint, /^1: ✔ signature verified: \S/);
    assert.ok(world().identity.includes(hint.slice('1: ✔ signature verified: '.length, 40)), hint);
  });

  it('offers above images what can be done, for who switches that on, and no longer once it is off', async () => {
    const document = await open(path);
    assert.deepEqual(await lensesIn(document), []);
    await commands.executeCommand('plimsoll.toggleCodeLens');
    assert.equal(workspace.getConfiguration('plimsoll').get('codeLens'), true);
    const lenses = await untilLenses(document, ({ length }) => length > 0);
    assert.deepEqual(lenses.map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`), ['1: Verify', '1: Update digest', '2: Verify', '2: Pin']);
    await commands.executeCommand('plimsoll.toggleCodeLens');
    await untilLenses(document, ({ length }) => length === 0);
    assert.equal(workspace.getConfiguration('plimsoll').get('codeLens'), false);
  });

  it('pins by a lens', async () => {
    const document = await open(path);
    await commands.executeCommand('plimsoll.toggleCodeLens');
    const [lens] = (await untilLenses(document, ({ length }) => length > 0)).filter(({ command }) => command?.title === 'Pin');
    assert.equal(await commands.executeCommand(lens?.command?.command ?? '', ...(lens?.command?.arguments ?? [])), true);
    const image = `${world().registry}/build/node:22`;
    assert.equal(document.lineAt(1).text, `FROM ${image}@${world().digests[image]}`);
    await commands.executeCommand('undo');
    await commands.executeCommand('plimsoll.toggleCodeLens');
    await commands.executeCommand('workbench.action.files.revert');
  });
});
