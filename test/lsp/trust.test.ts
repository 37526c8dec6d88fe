import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CodeAction, CreateFile, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';

const image = 'ghcr.io/somebody/tools/app:1';

/** A folder with these files. */
function workspace(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-trust-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const capabilities = {
  workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true }, workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
  textDocument: { publishDiagnostics: { versionSupport: true } },
};

interface Scene {
  readonly server: LspClient;
  readonly folder: string;
  readonly uri: string;
}

async function scene(files: Readonly<Record<string, string>>, options: object = {}, path = 'Dockerfile', text = `FROM ${image}\n`): Promise<Scene> {
  const folder = workspace(files);
  const server = await client({ folders: [folder], capabilities, ...options });
  const uri = `file://${folder}/${path}`;
  await server.open(uri, text);
  await server.until(uri, ({ diagnostics }) => diagnostics.length > 0);
  return { server, folder, uri };
}

/** The entries about trust for everything that is found in the document now. */
async function offers({ server, uri }: Scene): Promise<CodeAction[]> {
  const { diagnostics } = server.published.findLast(params => params.uri === uri)!;
  return (await server.codeActions(uri, diagnostics)).filter(({ title }) => /^(?:Request trust|Trust) /.test(title));
}

function offered(actions: readonly CodeAction[], title: string): CodeAction {
  const found = actions.find(action => action.title === title);
  if (!found) throw new Error(`${title} is not among ${actions.map(action => action.title).join(', ')}`);
  return found;
}

/** The text of the policy after an action, and its edit. */
function applied(action: CodeAction, before: string) {
  const changes = action.edit?.documentChanges ?? [];
  const edit = changes.at(-1) as TextDocumentEdit;
  const document = TextDocument.create(edit.textDocument.uri, 'yaml', 0, before);
  const text = TextDocument.applyEdits(document, edit.edits as { range: (typeof edit.edits)[0]['range']; newText: string }[]);
  return { text, edit, created: changes.length > 1 ? (changes[0] as CreateFile) : undefined };
}

describe('a publisher that is not trusted', () => {
  it('can be trusted by namespace or by image, in a file that is made for it', async () => {
    const world = await scene({ Dockerfile: '' });
    const actions = await offers(world);
    expect(actions.map(({ title }) => title)).toEqual(['Trust ghcr.io/somebody/**', 'Trust this image (ghcr.io/somebody/tools/app)']);
    expect(actions[0]?.diagnostics?.map(({ code }) => code)).toEqual(['publisher-unknown']);
    expect(actions.every(({ isPreferred, command }) => !isPreferred && !command)).toBe(true);
    const { text, edit, created } = applied(actions[0]!, '');
    expect(created).toEqual({ kind: 'create', uri: `file://${world.folder}/.plimsoll.yaml` });
    expect(edit.textDocument).toEqual({ uri: `file://${world.folder}/.plimsoll.yaml`, version: null });
    expect(text).toBe('version: 1\ntrust:\n  references: ["ghcr.io/somebody/**"]\n');
  });

  it('is not found any more as soon as the edit is made, before anything is saved, and found again once it is undone', async () => {
    const before = 'version: 1 # ours\ntrust:\n  references:\n    - docker.io/x\n';
    const { server, folder, uri } = await scene({ '.plimsoll.yaml': before });
    const { text } = applied(offered(await offers({ server, folder, uri }), 'Trust ghcr.io/somebody/**'), before);
    const policy = `file://${folder}/.plimsoll.yaml`;
    server.published.length = 0;
    await server.open(policy, before, 'yaml');
    await server.change(policy, text);
    await server.until(uri, ({ diagnostics }) => !diagnostics.some(({ code }) => code === 'publisher-unknown'));
    expect(readFileSync(join(folder, '.plimsoll.yaml'), 'utf8')).toBe(before);
    server.published.length = 0;
    await server.change(policy, before);
    await server.until(uri, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'publisher-unknown'));
    await server.change(policy, text);
    await server.until(uri, ({ diagnostics }) => !diagnostics.some(({ code }) => code === 'publisher-unknown'));
    server.published.length = 0;
    // Closed without being saved: the disk counts again.
    await server.close(policy);
    await server.until(uri, ({ diagnostics }) => diagnostics.some(({ code }) => code === 'publisher-unknown'));
  });

  it('is added to the open document as it stands there, not to the one on the disk', async () => {
    const { server, folder, uri } = await scene({ '.plimsoll.yaml': 'version: 1\n' });
    const policy = `file://${folder}/.plimsoll.yaml`;
    await server.open(policy, 'version: 1\r\ntrust: { references: [docker.io/x] }\r\n', 'yaml');
    const version = await server.change(policy, 'version: 1\r\ntrust: { references: [docker.io/y] }\r\n');
    const action = offered(await offers({ server, folder, uri }), 'Trust ghcr.io/somebody/**');
    const { text, edit, created } = applied(action, 'version: 1\r\ntrust: { references: [docker.io/y] }\r\n');
    expect(created).toBeUndefined();
    expect(edit.textDocument.version).toBe(version);
    expect(text).toBe('version: 1\r\ntrust: { references: [docker.io/y, ghcr.io/somebody/**] }\r\n');
  });

  it('keeps counting while somebody types in the policy and it makes no sense', async () => {
    const rules = 'version: 1\nrules: { tag-not-pinned: error }\n';
    const { server, folder, uri } = await scene({ '.plimsoll.yaml': rules });
    await server.until(uri, ({ diagnostics }) => diagnostics.some(({ severity }) => severity === 1));
    const policy = `file://${folder}/.plimsoll.yaml`;
    await server.open(policy, rules, 'yaml');
    server.published.length = 0;
    await server.change(policy, 'version: 1\nrules: { tag-not-pinned: e\n');
    await server.until(policy, ({ diagnostics }) => diagnostics.length > 0);
    await server.change(policy, 'version: 1\nrules: { tag-not-pinned: off }\n');
    await server.until(uri, () => true);
    // The first thing that is published about the image is of the text that makes sense.
    expect(server.published.filter(params => params.uri === uri)[0]?.diagnostics.map(({ code }) => code)).toEqual(['publisher-unknown']);
  });

  it('that is known can be trusted as such, where the list is strict', async () => {
    const before = 'version: 1\ntrust: { publishers: [distroless], strict: true }\n';
    const world = await scene({ '.plimsoll.yaml': before }, {}, 'Dockerfile', 'FROM cgr.dev/chainguard/node:latest\n');
    const actions = await offers(world);
    expect(actions.map(({ title }) => title)).toEqual([
      'Trust publisher Chainguard', 'Trust cgr.dev/chainguard/**', 'Trust this image (cgr.dev/chainguard/node)',
    ]);
    expect(applied(actions[0]!, before).text).toBe('version: 1\ntrust: { publishers: [distroless, chainguard], strict: true }\n');
  });

  it('is trusted as what a proxy cache proxies, and the official images only by name', async () => {
    const policy = 'version: 1\ntrust: { publishers: [distroless], strict: true }\nupstreams: { "harbor.example/hub": docker.io }\n';
    const titles = async (text: string) => (await offers(await scene({ '.plimsoll.yaml': policy }, {}, 'Dockerfile', text))).map(({ title }) => title);
    expect(await titles('FROM harbor.example/hub/somebody/app:1\n')).toEqual(['Trust docker.io/somebody/**', 'Trust this image (docker.io/somebody/app)']);
    expect(await titles('FROM node:22\n')).toEqual(['Trust publisher Docker Official Images', 'Trust this image (docker.io/library/node)']);
    expect(await titles('FROM harbor.example/app:1\n')).toEqual(['Trust this image (harbor.example/app)']);
  });

  it('is trusted in the file of its own folder', async () => {
    const [one, two] = [workspace({ '.plimsoll.yaml': 'version: 1\n' }), workspace({ 'a/Dockerfile': '' })];
    const server = await client({ folders: [one, two], capabilities });
    for (const [folder, path] of [[one, 'Dockerfile'], [two, 'a/Dockerfile']] as const) {
      const uri = `file://${folder}/${path}`;
      await server.open(uri, `FROM ${image}\n`);
      await server.until(uri, ({ diagnostics }) => diagnostics.length > 0);
      const changes = (await offers({ server, folder, uri }))[0]?.edit?.documentChanges;
      expect((changes?.at(-1) as TextDocumentEdit).textDocument.uri).toBe(`file://${folder}/.plimsoll.yaml`);
    }
  });

  it('is trusted in the file of the root, also where a nearer one is', async () => {
    const world = await scene({ '.plimsoll.yaml': 'version: 1\n', 'app/.plimsoll.yaml': 'version: 1\nrules: { tag-missing: error }\n' }, {}, 'app/Dockerfile');
    expect(applied((await offers(world))[0]!, 'version: 1\n').edit.textDocument.uri).toBe(`file://${world.folder}/.plimsoll.yaml`);
  });
});

describe('a list that is not for everybody to extend', () => {
  const contact = 'contact: security@acme.example\n';

  it.each([
    ['the root locks it', { '.plimsoll.yaml': `version: 1\nlocked: [trust]\n${contact}` }, '.plimsoll.yaml'],
    ['a nearer file locks it', { '.plimsoll.yaml': `version: 1\n${contact}`, 'app/.plimsoll.yaml': 'version: 1\nlocked: [trust]\n' }, 'app/.plimsoll.yaml'],
    ['a nearer file has a list of its own', { '.plimsoll.yaml': `version: 1\n${contact}`, 'app/.plimsoll.yaml': 'version: 1\ntrust: { references: ["docker.io/x"] }\n' }, 'app/.plimsoll.yaml'],
  ])('leaves a request: %s', async (_title, files, decidedBy) => {
    const actions = await offers(await scene(files, {}, 'app/Dockerfile'));
    expect(actions.map(({ title }) => title)).toEqual([`Request trust for ${image}`]);
    expect(actions[0]?.edit).toBeUndefined();
    expect(actions[0]?.command).toMatchObject({
      command: 'plimsoll.requestTrust',
      arguments: [{ text: `Please add ${image} to the trust list.\nUsed in: app/Dockerfile\nThe list is kept by: ${decidedBy}`, contact: 'security@acme.example' }],
    });
  });

  it('is not offered to be extended where nobody trusts the workspace, until somebody does', async () => {
    for (const policy of ['version: 1\n', 'version: 1\nlocked: [trust]\n']) {
      const world = await scene({ '.plimsoll.yaml': policy }, { trusted: false });
      expect(await offers(world)).toEqual([]);
      await world.server.connection.sendNotification('plimsoll/trustGranted');
      await expect.poll(async () => (await offers(world)).length).toBeGreaterThan(0);
    }
  });

  it('is not offered outside of a folder, to who cannot make the file, and for what is not reported', async () => {
    const server = await client({ capabilities });
    const uri = 'file:///nowhere/Dockerfile';
    await server.open(uri, `FROM ${image}\n`);
    await server.until(uri, () => true);
    expect(await offers({ server, folder: '', uri })).toEqual([]);
    expect(await offers(await scene({ Dockerfile: '' }, { capabilities: { textDocument: { publishDiagnostics: {} } } }))).toEqual([]);
    expect(await offers(await scene({ Dockerfile: '' }, {}, 'Dockerfile', 'FROM node:22\n'))).toEqual([]);
    expect(await offers(await scene({ '.plimsoll.yaml': 'version: 1\ntrust: [\n' }))).toEqual([]);
  });
});
