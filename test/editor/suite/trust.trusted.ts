import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import { commands, env, window, workspace, type CodeAction, type Diagnostic, type TextDocument } from 'vscode';
import { closeAll, fileUri, open, untilFindings } from './documents';

const file = fileUri('.plimsoll.yaml');

const rule = ({ code }: Diagnostic): string => String(typeof code === 'object' ? code.value : code);
const isReported = (found: readonly Diagnostic[]): boolean => found.some((one) => rule(one) === 'publisher-unknown');
const isTrusted = (found: readonly Diagnostic[]): boolean => found.length > 0 && !isReported(found);

async function actions(document: TextDocument): Promise<CodeAction[]> {
  const finding = (await untilFindings(document, isReported)).find((one) => rule(one) === 'publisher-unknown');
  assert.ok(finding);
  return commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding.range);
}

/** Picks an entry of the light bulb that is an edit. */
async function apply(document: TextDocument, title: string): Promise<TextDocument> {
  const all = await actions(document);
  const { edit } = all.find((one) => one.title === title) ?? {};
  assert.ok(edit, all.map((one) => one.title).join('\n'));
  assert.ok(await workspace.applyEdit(edit));
  await untilFindings(document, isTrusted);
  const edited = opened();
  assert.ok(edited);
  return edited;
}

/** Whoever asks VS Code to open a document keeps it open for minutes: this only looks. */
function opened(): TextDocument | undefined {
  return workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
}

async function textOnDisk(): Promise<string> {
  return Buffer.from(await workspace.fs.readFile(file)).toString();
}

const write = (text: string): Thenable<void> => workspace.fs.writeFile(file, Buffer.from(text));

describe('trusting from the light bulb', () => {
  let policy: string;

  before(async () => {
    policy = await textOnDisk();
  });
  afterEach(async () => {
    const edited = opened();
    if (edited) {
      await window.showTextDocument(edited);
      await commands.executeCommand('workbench.action.files.revert');
    }
    await write(policy);
    // What the disk has is what the editor has.
    while (opened() && opened()?.getText() !== policy) await new Promise((resolve) => setTimeout(resolve, 100));
  });
  after(closeAll);

  it('makes the policy where there is none', async () => {
    await workspace.fs.delete(file);
    const edited = await apply(await open('offline/Dockerfile'), 'Trust docker.io/somebody/**');
    assert.equal(edited.getText(), 'version: 1\ntrust:\n  references: ["docker.io/somebody/**"]\n');
  });

  it('adds to the policy in the editor, which counts at once, and can be undone', async () => {
    const document = await open('offline/Dockerfile');
    const edited = await apply(document, 'Trust docker.io/somebody/**');
    assert.equal(edited.getText(), `${policy}trust:\n  references: ["docker.io/somebody/**"]\n`);
    assert.ok(edited.isDirty);
    assert.equal(await textOnDisk(), policy);
    await window.showTextDocument(edited);
    await commands.executeCommand('undo');
    assert.equal(edited.getText(), policy);
    await untilFindings(document, isReported);
  });

  it('counts on when it is saved', async () => {
    const document = await open('offline/Dockerfile');
    const edited = await apply(document, 'Trust this image (docker.io/somebody/tool)');
    assert.ok(await edited.save());
    assert.match(await textOnDisk(), /references: \["docker\.io\/somebody\/tool"\]\n$/);
    await untilFindings(document, isTrusted);
  });

  it('is a request where the policy is locked', async () => {
    await write('version: 1\nlocked: [trust]\ncontact: security@acme.example\n');
    const document = await open('offline/Dockerfile');
    let offered: CodeAction | undefined;
    // The window tells of the new file when it notices it.
    while (!(offered = (await actions(document)).find(({ title }) => title === 'Request trust for somebody/tool:1'))) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(offered.edit, undefined);
    assert.ok(offered.command);
    await commands.executeCommand(offered.command.command, ...((offered.command.arguments ?? []) as unknown[]));
    assert.equal(await env.clipboard.readText(), 'Please add docker.io/somebody/tool:1 to the trust list.\nUsed in: offline/Dockerfile\nThe list is kept by: .plimsoll.yaml');
  });
});
