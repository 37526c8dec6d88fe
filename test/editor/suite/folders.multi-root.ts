import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { commands, ConfigurationTarget, extensions, languages, Uri, window, workspace, type CodeAction, type Diagnostic, type TextDocument } from 'vscode';
import { closeAll, drawn, extensionId, findings, untilFindings } from './documents';

function folderUri(name: string): Uri {
  const folder = workspace.workspaceFolders?.find((one) => one.name === name);
  assert.ok(folder, `${name} is not open`);
  return folder.uri;
}

async function openIn(folder: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(Uri.joinPath(folderUri(folder), 'Dockerfile'));
  await window.showTextDocument(document, { preview: false });
  await extensions.getExtension(extensionId)?.activate();
  return document;
}

const ofStrict = [
  '1: node @ tag-missing (error)',
  '2: redis:7 @ tag-not-pinned (error)',
  '3: somebody/tool:1 @ publisher-unknown (warning)',
  '3: somebody/tool:1 @ tag-not-pinned (error)',
];
const ofLenient = ['3: somebody/tool:1 @ publisher-unknown (warning)'];

/** Resolves once the findings are drawn so; at the end of the time the test says what was drawn instead. */
async function untilDrawn(document: TextDocument, wanted: readonly string[]): Promise<void> {
  const text = (found: readonly Diagnostic[]): string => drawn(document, found).join('\n');
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`drawn:\n${text(findings(document))}\nwanted:\n${wanted.join('\n')}`)), 15_000);
  });
  await Promise.race([late, untilFindings(document, (found) => text(found) === wanted.join('\n'))]);
}

describe('a workspace of two folders', () => {
  after(closeAll);

  it('has two folders', () => {
    assert.deepEqual(workspace.workspaceFolders?.map(({ name }) => name), ['strict', 'lenient']);
  });

  it('judges each document by the policy and the settings of its own folder', async () => {
    const [strict, lenient] = [await openIn('strict'), await openIn('lenient')];
    await untilDrawn(strict, ofStrict);
    await untilDrawn(lenient, ofLenient);
  });

  it('offers to trust in the policy of its own folder', async () => {
    for (const [folder, drawnSo] of [['strict', ofStrict], ['lenient', ofLenient]] as const) {
      const document = await openIn(folder);
      await untilDrawn(document, drawnSo);
      const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, document.lineAt(2).range);
      const edited = actions.find(({ title }) => title === 'Trust docker.io/somebody/**')?.edit?.entries().map(([uri]) => uri.toString());
      assert.deepEqual(edited, [Uri.joinPath(folderUri(folder), '.plimsoll.yaml').toString()]);
    }
  });

  it('judges a document anew by new settings of its folder, and leaves the other as it was', async () => {
    const [strict, lenient] = [await openIn('strict'), await openIn('lenient')];
    const settings = workspace.getConfiguration('plimsoll', folderUri('lenient'));
    await settings.update('rules', { 'tag-not-pinned': 'information' }, ConfigurationTarget.WorkspaceFolder);
    await untilDrawn(lenient, [
      '2: redis:7 @ tag-not-pinned (information)',
      '3: somebody/tool:1 @ publisher-unknown (warning)',
      '3: somebody/tool:1 @ tag-not-pinned (information)',
    ]);
    await untilDrawn(strict, ofStrict);
  });

  it('judges a document anew by a new policy of its folder, and leaves the other as it was', async () => {
    const [strict, lenient] = [await openIn('strict'), await openIn('lenient')];
    const policy = Uri.joinPath(folderUri('lenient'), '.plimsoll.yaml');
    await workspace.fs.writeFile(policy, Buffer.from('version: 1\nrules: { tag-missing: information, tag-not-pinned: off }\n'));
    await untilDrawn(lenient, ['1: node @ tag-missing (information)', ...ofLenient]);
    await untilDrawn(strict, ofStrict);
  });

  it('draws nothing in files of neither folder', () => {
    const drawnIn = languages.getDiagnostics().filter(([, found]) => found.some(({ source }) => source === 'plimsoll'));
    assert.equal(drawnIn.length, 2);
  });
});
