import assert from 'node:assert/strict';
import { after, afterEach, describe, it } from 'mocha';
import { commands, ConfigurationTarget, Position, Range, workspace, type CodeAction, type Hover, type TextDocument } from 'vscode';
import { closeAll, drawn, fileUri, open, untilFindings } from './documents';
import { copied, goTo, press, verifyAt } from './reports';
import { world } from './world';

const path = 'signed/pins/Dockerfile';
const lines = { signed: 0, other: 1, strictOther: 2, strictUnsigned: 3 } as const;

function reference(name: string): string {
  return `${world().registry}/${name}:1`;
}

function pinned(name: string): string {
  return `${reference(name)}@${String(world().digests[reference(name)])}`;
}

/** True when something was written. */
async function pinAt(line: number): Promise<boolean> {
  await goTo(path, line);
  return commands.executeCommand<boolean>('plimsoll.pinImage');
}

/** The entry of the light bulb that pins all the same. */
async function anywayAt(document: TextDocument, line: number): Promise<CodeAction | undefined> {
  const at = new Position(line, 8);
  const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new Range(at, at));
  return actions.find(({ title }) => /^Pin .* anyway, /.test(title));
}

/** `RULE (SEVERITY)` of what is said of the signature in a line, once something is. */
async function signatureFindings(document: TextDocument, line: number): Promise<string[]> {
  const about = (text: string): boolean => text.startsWith(`${line + 1}: `) && /@ sign/.test(text);
  const found = await untilFindings(document, (all) => drawn(document, all).some(about));
  return drawn(document, found).filter(about).map((text) => text.replace(/^.* @ /, ''));
}

async function hoverAt(document: TextDocument, line: number): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(line, 8));
  const text = hovers.flatMap(({ contents }) => contents).map((part) => (typeof part === 'string' ? part : part.value)).join('\n');
  return text.replaceAll('\\', '');
}

describe('a pin of a signed image', () => {
  afterEach(async () => {
    await goTo(path, 0);
    await commands.executeCommand('workbench.action.files.revert');
  });
  after(closeAll);

  it('writes the digest that the accepted signer signed, and the hover says so', async () => {
    const document = await open(path);
    assert.equal(await pinAt(lines.signed), true);
    assert.ok(document.getText().startsWith(`FROM ${pinned('acme/signed')}\n`), document.getText());
    assert.ok((await hoverAt(document, lines.signed)).includes(`signature verified: ${world().identity}`));
  });

  it('writes nothing where somebody else signed, and a finding stays', async () => {
    const document = await open(path);
    assert.equal(await anywayAt(document, lines.other), undefined);
    assert.equal(await pinAt(lines.other), false);
    assert.ok(!document.isDirty);
    assert.deepEqual(await signatureFindings(document, lines.other), ['signer-untrusted (warning)']);
  });

  it('is followed by a way to accept who signed, in the light bulb', async () => {
    const document = await open(path);
    const at = new Position(lines.other, 8);
    const actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, new Range(at, at));
    const { edit } = actions.find(({ title }) => /^Accept .* as a signer of this image$/.test(title)) ?? assert.fail(actions.map(({ title }) => title).join('\n'));
    assert.deepEqual(edit?.entries().map(([uri]) => uri.path), [fileUri('.plimsoll.yaml').path]);
  });

  it('is made anyway by an entry of the light bulb', async () => {
    const document = await open(path);
    const { command } = (await anywayAt(document, lines.other)) ?? assert.fail('no such entry');
    await commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));
    assert.ok(document.getText().includes(`FROM ${pinned('acme/other')}\n`), document.getText());
  });

  it('is made anyway from the panel, below the way that is better', async () => {
    const { panel } = await verifyAt(path, lines.other);
    assert.match(await copied(panel, 'copy-text'), /^✘ Signed by somebody else than expected\n/);
    await press(panel, 'step-1');
    const document = await open(path);
    assert.ok(document.getText().includes(`FROM ${pinned('acme/other')}\n`), document.getText());
  });

  it('is not made, nor offered, without the signature that the policy requires', async () => {
    const document = await open(path);
    for (const [line, finding] of [[lines.strictOther, 'signer-untrusted (error)'], [lines.strictUnsigned, 'signature-missing (error)']] as const) {
      assert.equal(await pinAt(line), false);
      assert.deepEqual(await signatureFindings(document, line), [finding]);
      assert.equal(await anywayAt(document, line), undefined);
    }
    assert.ok(!document.isDirty);
  });
});

describe('pinning on save', () => {
  const saved = 'signed/saved/Dockerfile';
  const onSave = (value: unknown) => workspace.getConfiguration('editor').update('codeActionsOnSave', value, ConfigurationTarget.Workspace);
  after(async () => {
    await onSave(undefined);
    await closeAll();
  });

  it('writes what was verified already, and nothing else of which a signer is known', async () => {
    const document = await open(saved);
    const before = document.getText();
    // Verified, by somebody else, unsigned; nobody looks at the last one.
    for (const line of [0, 1, 2]) await verifyAt(saved, line);
    await onSave({ 'source.pinImages.plimsoll': 'explicit' });
    const editor = await goTo(saved, 0);
    await editor.edit((edit) => edit.insert(new Position(0, 0), '# saved\n'));
    await document.save();
    assert.equal(document.getText(), `# saved\n${before.replace(reference('acme/signed'), pinned('acme/signed'))}`);
  });
});
