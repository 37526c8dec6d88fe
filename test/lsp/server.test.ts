import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FixRequest, ImageAt, PlannedEdit, VerifyAnswer, VerifyReport } from '../../server/src/protocol';
import { drawn, type LspClient } from '../support/lsp-client';
import { afterwards, client, registry } from '../support/lsp-session';


/** A folder with these files. */
function workspace(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-lsp-'));
  afterwards(() => rmSync(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const uri = 'file:///nowhere/Dockerfile';

describe('initialize', () => {
  it('offers what it does, and no pull where push works', async () => {
    const { initialized } = await client();
    expect(initialized.serverInfo?.name).toBe('Plimsoll');
    expect(initialized.capabilities.textDocumentSync).toMatchObject({ openClose: true, change: 2 });
    expect(initialized.capabilities.codeActionProvider).toEqual({ codeActionKinds: ['quickfix', 'refactor.rewrite', 'source.pinImages.plimsoll', 'verify.plimsoll'] });
    expect(initialized.capabilities.diagnosticProvider).toBeUndefined();
  });

  it('lets a client that lacks push pull', async () => {
    const server = await client({ capabilities: { textDocument: { diagnostic: {} } } });
    expect(server.initialized.capabilities.diagnosticProvider).toBeDefined();
    await server.open(uri, 'FROM adminer:5\n');
    const report = await server.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } });
    expect(report).toMatchObject({ kind: 'full', items: [{ code: 'tag-not-pinned' }] });
    expect(server.published).toEqual([]);
  });
});

describe('findings', () => {
  it('carry version, source, code, a link and the exact range', async () => {
    const server = await client();
    await server.open(uri, 'FROM adminer:5 AS build\r\n');
    const { version, diagnostics } = await server.until(uri, () => true);
    expect(version).toBe(1);
    expect(diagnostics).toMatchObject([{
      source: 'plimsoll',
      code: 'tag-not-pinned',
      severity: 3,
      codeDescription: { href: 'https://plimsoll.example/rules/tag-not-pinned' },
      range: { start: { line: 0, character: 5 }, end: { line: 0, character: 14 } },
    }]);
  });

  it('follow edits, with the version that they belong to', async () => {
    const server = await client();
    await server.open(uri, '# 😀\nFROM adminer:5\nFROM redis\n');
    expect(drawn(await server.until(uri, () => true))).toEqual(['tag-not-pinned@1:5-14', 'tag-missing@2:5-10']);
    const range = { start: { line: 1, character: 5 }, end: { line: 1, character: 14 } };
    const version = await server.change(uri, `adminer:5@sha256:${'a'.repeat(64)}`, range);
    expect(drawn(await server.until(uri, params => params.version === version))).toEqual(['tag-missing@2:5-10']);
  });

  it('of a burst of edits are published for the last one, and never for an older version later', async () => {
    const server = await client();
    await server.open(uri, 'FROM adminer:5\n');
    await server.until(uri, () => true);
    let version = 1;
    for (let edit = 0; edit < 20; edit++) version = await server.change(uri, `FROM node:2${edit}\n`);
    await server.until(uri, params => params.version === version);
    const versions = server.published.map(params => params.version);
    expect(versions).toEqual([...versions].sort((a, b) => a! - b!));
    expect(versions.length).toBeLessThanOrEqual(4);
  });

  it('are cleared when the document is closed, and come back when it is opened again', async () => {
    const server = await client();
    await server.open(uri, 'FROM adminer:5\n');
    await server.until(uri, ({ diagnostics }) => diagnostics.length === 1);
    await server.close(uri);
    await server.until(uri, ({ diagnostics }) => diagnostics.length === 0);
    server.published.length = 0;
    await server.open(uri, 'FROM redis\n');
    expect(drawn(await server.until(uri, () => true))).toEqual(['tag-missing@0:5-10']);
  });

  it('are nothing at all for a document that is of no concern', async () => {
    const server = await client();
    await server.open('file:///nowhere/notes.yaml', 'image: nginx\n', 'yaml');
    await server.open(uri, 'FROM redis\n');
    await server.until(uri, () => true);
    expect(server.published.map(params => params.uri)).toEqual([uri]);
  });

  it('point from the ARG that supplies a reference to the FROM that uses it', async () => {
    const server = await client();
    await server.open(uri, 'ARG BASE=node:20\nFROM ${BASE}\n');
    const { diagnostics } = await server.until(uri, () => true);
    expect(diagnostics[0]?.range).toEqual({ start: { line: 0, character: 9 }, end: { line: 0, character: 16 } });
    expect(diagnostics[0]?.relatedInformation?.[0]?.location).toMatchObject({ uri, range: { start: { line: 1 } } });
  });

  it('speak the language of the bundle that the client sends', async () => {
    const server = await client({ initialization: { bundle: { '1 image reference': 'x' } } });
    const status = new Promise(resolve => server.connection.onNotification('plimsoll/status', resolve));
    await server.open(uri, 'FROM adminer:5\n');
    expect(await status).toMatchObject({ uri, text: 'x', busy: false });
  });
});

describe('settings and policy files', () => {
  it('set severities, and a change of settings is seen at once', async () => {
    const server = await client({ settings: { offline: true, rules: { 'tag-not-pinned': 'error' } } });
    await server.open(uri, 'FROM adminer:5\n');
    await server.until(uri, ({ diagnostics }) => diagnostics[0]?.severity === 1);
    server.settings = { offline: true, rules: { 'tag-not-pinned': 'off' } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await server.until(uri, ({ diagnostics }) => diagnostics.length === 0);
  });

  it('name a bad key in the log, and keep the rest', async () => {
    const server = await client({ settings: { offline: 'yes', rules: { 'tag-not-pinned': 'loud', 'tag-missing': 'error' } } });
    await server.open(uri, 'FROM node\n');
    await server.until(uri, ({ diagnostics }) => diagnostics[0]?.severity === 1);
    expect(server.log.join('\n')).toContain('plimsoll.offline is ignored');
    expect(server.log.join('\n')).toContain('plimsoll.rules.tag-not-pinned is ignored');
  });

  it('are read from the folder of the workspace down to the document, and the nearer file only tightens', async () => {
    const folder = workspace({
      '.plimsoll.yaml': 'version: 1\nrules: { tag-not-pinned: error }\n',
      'app/.plimsoll.yaml': 'version: 1\nrules: { tag-not-pinned: off, tag-missing: error }\n',
    });
    const server = await client({ folders: [folder] });
    const nested = `file://${folder}/app/Dockerfile`;
    await server.open(nested, 'FROM adminer:5\nFROM redis\n');
    const { diagnostics } = await server.until(nested, () => true);
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['tag-not-pinned 1', 'tag-missing 1']);
  });

  it('do not loosen in an untrusted workspace', async () => {
    const folder = workspace({ '.plimsoll.yaml': 'version: 1\nrules: { tag-missing: off, tag-not-pinned: error }\n' });
    const server = await client({ folders: [folder], trusted: false });
    const inside = `file://${folder}/Dockerfile`;
    await server.open(inside, 'FROM adminer:5\nFROM redis\n');
    const { diagnostics } = await server.until(inside, () => true);
    expect(diagnostics.map(({ code, severity }) => `${code} ${severity}`)).toEqual(['tag-not-pinned 1', 'tag-missing 2']);
  });

  it('are read again when a file changes', async () => {
    const folder = workspace({ 'Dockerfile': '' });
    const server = await client({ folders: [folder] });
    const inside = `file://${folder}/Dockerfile`;
    await server.open(inside, 'FROM adminer:5\n');
    await server.until(inside, ({ diagnostics }) => diagnostics.length === 1);
    writeFileSync(join(folder, '.plimsoll.yaml'), 'version: 1\nrules: { tag-not-pinned: off }\n');
    const changes = [{ uri: `file://${folder}/.plimsoll.yaml`, type: 1 }];
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.until(inside, ({ diagnostics }) => diagnostics.length === 0);
  });

  it('are marked where they are wrong', async () => {
    const server = await client();
    const policy = 'file:///nowhere/.plimsoll.yaml';
    await server.open(policy, 'version: 1\nrules: { tag-latests: off }\n', 'yaml');
    const { diagnostics } = await server.until(policy, () => true);
    expect(diagnostics[0]?.range.start.line).toBe(1);
    expect(diagnostics[0]?.message).toContain('tag-latest');
  });
});

describe('names that the workspace builds', () => {
  it('are silent, also when the file that builds them is written later', async () => {
    const folder = workspace({ 'compose.yaml': 'services:\n  app:\n    build: .\n    image: acme/app\n' });
    const server = await client({ folders: [folder] });
    const inside = `file://${folder}/Dockerfile`;
    await server.open(inside, 'FROM acme/app\nFROM acme/other\n');
    expect(drawn(await server.until(inside, () => true)).every(text => text.includes('@1:'))).toBe(true);
    writeFileSync(join(folder, 'docker-compose.yml'), 'services:\n  other:\n    build: .\n    image: acme/other\n');
    const changes = [{ uri: `file://${folder}/docker-compose.yml`, type: 1 }];
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await server.until(inside, ({ diagnostics }) => diagnostics.length === 0);
  });
});

describe('the light bulb', () => {
  it('binds each fix to its finding, and prefers one answer', async () => {
    const server = await client();
    await server.open(uri, 'FROM wagoodman/dive:1\nFROM redis:7\n');
    const { diagnostics } = await server.until(uri, () => true);
    const actions = await server.codeActions(uri, [diagnostics[0]!]);
    const preferred = actions.filter(({ isPreferred }) => isPreferred);
    expect(preferred).toMatchObject([{ kind: 'quickfix', command: { command: 'plimsoll.applyFix' } }]);
    expect(preferred[0]?.diagnostics?.map(({ code }) => code)).toEqual(['tag-not-pinned']);
    expect(actions.map(({ title }) => title)).toContain('Pin all 2 images in this file');
    expect(actions.some(({ title }) => title.includes('cgr.dev/chainguard/dive'))).toBe(true);
  });

  it('writes an ignore comment above the instruction, with an edit that can be previewed where nobody asks for a reason', async () => {
    const server = await client({ initialization: { commands: false } });
    await server.open(uri, 'FROM adminer:5\n');
    const { diagnostics } = await server.until(uri, () => true);
    const ignore = (await server.codeActions(uri, diagnostics)).find(({ title }) => title.startsWith('Ignore'));
    const change = ignore?.edit?.documentChanges?.[0];
    expect(change).toMatchObject({ textDocument: { uri, version: 1 }, edits: [{ range: { start: { line: 0, character: 0 } } }] });
    expect(JSON.stringify(change)).toContain('plimsoll-ignore-next-line tag-not-pinned');
  });

  it('gives the source action only to who asks for it, and nothing under source.fixAll', async () => {
    const server = await client();
    await server.open(uri, 'FROM adminer:5\n');
    const { diagnostics } = await server.until(uri, () => true);
    expect((await server.codeActions(uri, diagnostics)).map(({ kind }) => kind)).not.toContain('source.pinImages.plimsoll');
    expect(await server.codeActions(uri, diagnostics, { only: ['source.fixAll'] })).toEqual([]);
    const invoked = await server.codeActions(uri, diagnostics, { only: ['source'] });
    expect(invoked).toMatchObject([{ kind: 'source.pinImages.plimsoll', command: { command: 'plimsoll.pinAll' } }]);
    const onSave = await server.codeActions(uri, diagnostics, { only: ['source.pinImages.plimsoll'], triggerKind: 2 });
    expect(onSave).toEqual([]);
  });

  it('offers no command to a client that has none', async () => {
    const server = await client({ initialization: { commands: false } });
    await server.open(uri, 'FROM node:20\n');
    const { diagnostics } = await server.until(uri, () => true);
    expect((await server.codeActions(uri, diagnostics)).filter(({ command }) => command)).toEqual([]);
  });
});

describe('look-ups', () => {
  it('of an allowed host come after the first findings, and need no second publishing when nothing changed', async () => {
    const images = await registry();
    const server = await client({ settings: { allowedHosts: [images.host] } });
    images.frozen = true;
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    expect(drawn(await server.until(uri, () => true))[0]).toMatch(/^tag-not-pinned/);
    await images.untilAsked();
    expect(images.asked).toEqual(['HEAD /v2/acme/app/manifests/1']);
    const waiting = await server.hover(uri, 0, 8);
    expect(JSON.stringify(waiting)).toContain('acme/app:1');
    images.release();
    await expect.poll(async () => JSON.stringify(await server.hover(uri, 0, 8))).toContain(images.digest);
  });

  it.each([
    ['offline', { offline: true }],
    ['look-ups switched off', { lookups: 'off' }],
    ['a host that nobody allowed', { allowedHosts: [] }],
  ])('are not made: %s', async (_title, settings) => {
    const images = await registry();
    const later = 'file:///later/Dockerfile';
    const allowed = { allowedHosts: [images.host] };
    const server = await client({ settings: of => (of === later ? allowed : { ...allowed, ...settings }) });
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    const { diagnostics } = await server.until(uri, () => true);
    await server.hover(uri, 0, 8);
    await server.codeActions(uri, diagnostics);
    await server.codeActions(uri, diagnostics, { only: ['source.pinImages.plimsoll'], triggerKind: 2 });
    // A document that may be asked about, opened later: by its turn, the turn of the first one is over.
    await server.open(later, `FROM ${images.host}/acme/later:1\n`);
    await images.untilAsked();
    expect(images.asked).toEqual(['HEAD /v2/acme/later/manifests/1']);
  });

  it('begin when trust is granted', async () => {
    const images = await registry();
    const server = await client({ trusted: false, settings: { allowedHosts: [images.host] } });
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    await server.until(uri, () => true);
    await server.connection.sendNotification('plimsoll/trustGranted');
    await images.untilAsked();
  });

  it('are for visible documents, and for hosts that this window allowed', async () => {
    const images = await registry();
    const server = await client({ settings: {} });
    const visible = 'file:///visible/Dockerfile';
    await server.connection.sendNotification('plimsoll/visibleDocuments', { uris: [visible] });
    await server.connection.sendNotification('plimsoll/allowHost', { host: images.host });
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    await server.until(uri, () => true);
    await server.open(visible, `FROM ${images.host}/acme/visible:1\n`);
    await images.untilAsked();
    expect(images.asked).toEqual(['HEAD /v2/acme/visible/manifests/1']);
  });
});

describe('commands', () => {
  async function pinRequest(server: LspClient): Promise<FixRequest> {
    const { diagnostics } = await server.until(uri, () => true);
    const pin = (await server.codeActions(uri, diagnostics)).find(({ isPreferred }) => isPreferred);
    return pin?.command?.arguments?.[0] as FixRequest;
  }

  it('pin with the digest that the registry serves, which a click allows', async () => {
    const images = await registry();
    const server = await client({ settings: { lookups: 'off' } });
    await server.open(uri, `FROM ${images.host}/acme/app:1 AS build\n`);
    const plan = await server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', await pinRequest(server));
    expect(plan).toMatchObject({ uri, version: 1, changed: 1, failed: [] });
    const [edit] = plan.edits;
    expect(edit?.newText).toContain(images.digest);
  });

  it('never touch a document that changed meanwhile', async () => {
    const images = await registry();
    images.frozen = true;
    const server = await client({ settings: { lookups: 'off' } });
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    const planning = server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', await pinRequest(server));
    await images.untilAsked();
    await server.change(uri, `# more\nFROM ${images.host}/acme/app:1\n`);
    // The answer to this says that the change has arrived.
    await server.hover(uri, 0, 0);
    images.release();
    expect(await planning).toMatchObject({ edits: [], changed: 0, failed: [expect.stringContaining('changed')] });
  });

  it('refuse what is no request at all', async () => {
    const server = await client();
    const plan = await server.connection.sendRequest<PlannedEdit>('plimsoll/resolveFix', { uri: 7, kind: {} });
    expect(plan.edits).toEqual([]);
  });

  it('pin everything, and say what could not be done', async () => {
    const images = await registry();
    const server = await client({ settings: { lookups: 'off' } });
    await server.open(uri, `FROM ${images.host}/acme/app:1\nFROM ${images.host}/acme/app\nFROM scratch\n`);
    const plan = await server.connection.sendRequest<PlannedEdit>('plimsoll/pinAll', { uri });
    expect(plan).toMatchObject({ changed: 2, failed: [] });
    server.settings = { offline: true };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const offline = await server.connection.sendRequest<PlannedEdit>('plimsoll/pinAll', { uri: 'file:///nowhere/other' });
    expect(offline).toMatchObject({ changed: 0, failed: [expect.any(String)] });
  });

  it('are answered at once when they are cancelled, and the server lives on', async () => {
    const images = await registry();
    images.frozen = true;
    const server = await client({ settings: { lookups: 'off' } });
    await server.open(uri, `FROM ${images.host}/acme/app:1\n`);
    const request = await pinRequest(server);
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const planning = server.connection.sendRequest('plimsoll/resolveFix', request, source.token);
    await images.untilAsked();
    source.cancel();
    await expect(planning).rejects.toMatchObject({ code: -32800 });
    expect(await server.hover(uri, 0, 8)).not.toBeNull();
  });

  it('list the images, and say which one the cursor is on', async () => {
    const server = await client();
    await server.open(uri, 'FROM node:20 AS a\nFROM a\nCOPY --from=redis:7 / /\n');
    const place = { uri, position: { line: 2, character: 15 } };
    const images = await server.connection.sendRequest<ImageAt[]>('plimsoll/images', place);
    expect(images.map(({ raw, current }) => [raw, current])).toEqual([['node:20', false], ['redis:7', true]]);
  });

  it('verify in process, with the trust root that ships or the one that the machine names', async () => {
    const images = await registry();
    const server = await client({ settings: {} });
    const request = { reference: `${images.host}/acme/app:1` };
    const shipped = await server.connection.sendRequest<VerifyAnswer>('plimsoll/verify', request);
    expect(shipped).toMatchObject({ ok: true, report: { page: { verdict: 'unsigned' } } });
    expect(JSON.parse((shipped as { report: VerifyReport }).report.json)).toMatchObject({ digest: images.digest, trustRoot: { source: 'bundled' } });
    server.settings = { trustedRoot: '/nowhere/trusted_root.json' };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    const missing = await server.connection.sendRequest<VerifyAnswer>('plimsoll/verify', request);
    expect(missing).toMatchObject({ ok: true, report: { page: { verdict: 'unknown', reason: expect.stringContaining('/nowhere/trusted_root.json') } } });
  });

  it('do not verify what is no reference, or offline', async () => {
    const server = await client();
    const bad = await server.connection.sendRequest<VerifyAnswer>('plimsoll/verify', { reference: 'a b' });
    expect(bad).toMatchObject({ ok: false });
    const offline = await server.connection.sendRequest<VerifyAnswer>('plimsoll/verify', { reference: 'node:20' });
    expect(offline).toEqual({ ok: false, reason: 'No look-ups: offline' });
  });
});

describe('the process', () => {
  it('ends when its client says so', async () => {
    const server = await client();
    await server.stop();
    expect(server.process.exitCode).toBe(0);
  });

  it('writes nothing to stderr in normal use', async () => {
    const server = await client();
    await server.open(uri, 'FROM node:20\n');
    await server.until(uri, () => true);
    expect(server.log).toEqual([]);
  });
});
