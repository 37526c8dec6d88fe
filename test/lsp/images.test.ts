import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EditImagesRequest, ImageAlternative, ImagesRequest, WorkspaceImages, WorkspaceImagesRequest, WorkspaceUpdates } from '../../server/src/protocol';
import { startFakeRegistry } from '../support/fake-registry';
import { folderWith } from '../support/folder';
import { afterwards, client } from '../support/lsp-session';
import type { LspClient } from '../support/lsp-client';

async function registry() {
  const started = await startFakeRegistry();
  afterwards(() => started.close());
  const old = started.putIndex('team/a', '1', 'then').digest;
  const now = started.putIndex('team/a', '1', 'now').digest;
  const other = started.putIndex('team/b', '2', 'other').digest;
  return { started, host: started.host, old, now, other, a: `${started.host}/team/a:1`, b: `${started.host}/team/b:2` };
}

const list = (server: LspClient, request: WorkspaceImagesRequest = {}): Promise<WorkspaceImages> => server.connection.sendRequest('plimsoll/workspaceImages', request);
const edit = (server: LspClient, request: EditImagesRequest): Promise<WorkspaceUpdates> => server.connection.sendRequest('plimsoll/editImages', request);
/** What stands where a reference changes, once it has. */
const written = ({ files }: WorkspaceUpdates): Record<string, string[]> => Object.fromEntries(files.map(({ uri, edits, stands }) => [
  uri.split('/').slice(-2).join('/'),
  edits.map(({ from, newText }, index) => (from === '' ? `${stands[index]?.text}${newText}` : newText)),
]));
const settings = { lookups: 'off' };

describe('the images of a workspace, as a client lists them', () => {
  it('come without a request to any registry, folder by folder, with what open documents hold', async () => {
    const { started, a, b } = await registry();
    const one = folderWith({ Dockerfile: `FROM ${a}\n`, 'node_modules/x/Dockerfile': 'FROM node\n', '.gitignore': 'out/\n', 'out/Dockerfile': 'FROM node\n' });
    const two = folderWith({ 'deep/compose.yaml': `services: { x: { image: "${b}" } }\n` });
    const server = await client({ settings: { ...settings, allowedHosts: [started.host] }, folders: [one, two] });
    const first = await list(server);
    expect(first.files.map(({ uri, uses }) => [uri, uses.map(({ raw }) => raw)])).toEqual([[`file://${one}/Dockerfile`, [a]], [`file://${two}/deep/compose.yaml`, [b]]]);
    await server.open(`file://${one}/Dockerfile`, 'FROM node\n');
    const second = await list(server, { changed: [], known: first });
    expect(second).toMatchObject({ isWhole: false, files: [{ uses: [{ raw: 'node' }], findings: [{ rule: 'tag-missing' }] }] });
    expect(started.requests).toEqual([]);
  });

  it('have the findings that the document has when it is open', async () => {
    const text = '# plimsoll-ignore-next-line tag-missing: x\nFROM node\nARG BASE=redis:7\nFROM $BASE\nFROM somebody/tool:1\nRUN echo\nFROM $BASE\n';
    const folder = folderWith({ Dockerfile: text });
    const server = await client({ folders: [folder] });
    const { files } = await list(server);
    const uri = `file://${folder}/Dockerfile`;
    await server.open(uri, text);
    const { diagnostics } = await server.until(uri, params => params.diagnostics.length > 0);
    expect(files[0]?.findings.map(({ rule, range, message }) => ({ rule, range, message }))).toEqual(diagnostics.map(({ code, range, message }) => ({ rule: code, range, message })));
  });

  it('tell that a tag moved once that is known, also in files that nobody opened', async () => {
    const { started, a, old } = await registry();
    const folder = folderWith({ 'one/Dockerfile': `FROM ${a}@${old}\n`, 'two/Dockerfile': `FROM ${a}@${old}\n` });
    const server = await client({ settings: { lookups: 'onOpen', allowedHosts: [started.host] }, folders: [folder] });
    const first = await list(server);
    expect(first.files.flatMap(({ uses }) => uses.filter(({ isStale }) => isStale))).toEqual([]);
    await server.open(`file://${folder}/one/Dockerfile`, `FROM ${a}@${old}\n`);
    await expect.poll(async () => (await list(server, { changed: [] })).files.map(({ uses }) => uses[0]?.isStale), { timeout: 5000 }).toEqual([true, true]);
  });
});

describe('one action for many files', () => {
  it('pins every use of an image with one digest, asked for once, and edits nothing itself', async () => {
    const { started, a, b, now } = await registry();
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}/Dockerfile`, `FROM ${a}\nFROM ${b}\nFROM ${a} AS again\n`]));
    const folder = folderWith(files);
    const server = await client({ settings, folders: [folder] });
    const { files: listed } = await list(server);
    const full = listed[0]?.uses[0]?.reference?.full as string;
    const updates = await edit(server, { kind: 'pin', references: [full] });
    expect(updates.files).toHaveLength(40);
    expect(new Set(updates.files.flatMap(({ edits }) => edits.map(({ newText }) => newText.slice(newText.indexOf('@')))))).toEqual(new Set([`@${now}`]));
    expect(updates.files.flatMap(({ edits }) => edits)).toHaveLength(80);
    expect(updates).toMatchObject({ failed: [], notes: [] });
    expect(started.requests.filter(({ path }) => path.includes('/team/a/manifests/1'))).toHaveLength(1);
    expect(started.requests.filter(({ path }) => path.includes('/team/b/'))).toEqual([]);
    for (const [path, text] of Object.entries(files)) expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  });

  it('pins all images of the workspace, asks once about each, and says what could not be done once', async () => {
    const { started, host, a, b, now, other } = await registry();
    const gone = `${host}/team/gone:1`;
    const folder = folderWith({ 'x/Dockerfile': `FROM ${a}\nFROM ${gone}\nFROM ${b}@${other}\n`, 'y/compose.yaml': `services: { one: { image: "${b}" } }\n`, 'z/Dockerfile': `FROM ${gone}\nFROM ${a} AS x\n` });
    const server = await client({ settings, folders: [folder] });
    const updates = await edit(server, { kind: 'pin' });
    expect(written(updates)).toEqual({ 'x/Dockerfile': [`${a}@${now}`], 'y/compose.yaml': [`${b}@${other}`], 'z/Dockerfile': [`${a}@${now}`] });
    expect(updates.failed).toEqual([expect.stringMatching(/^x\/Dockerfile \(and 1 more files\): .*team\/gone:1: not found on /)]);
    const asked = started.requests.map(({ method, path }) => `${method} ${path}`);
    expect(asked.length).toBe(new Set(asked).size);
  });

  it('updates the digests of an image in the files that are named, and in no other', async () => {
    const { a, old, now } = await registry();
    const text = `FROM ${a}@${old}\n`;
    const folder = folderWith({ 'x/Dockerfile': text, 'y/Dockerfile': text, 'z/Dockerfile': text });
    const server = await client({ settings, folders: [folder] });
    const updates = await edit(server, { kind: 'update', uris: [`file://${folder}/x/Dockerfile`, `file://${folder}/z/Dockerfile`] });
    expect(written(updates)).toEqual({ 'x/Dockerfile': [`${a}@${now}`], 'z/Dockerfile': [`${a}@${now}`] });
  });

  it('is about the one use that is pointed at, in the document as it is now', async () => {
    const { a, now } = await registry();
    const folder = folderWith({ 'x/Dockerfile': `FROM ${a}\n` });
    const uri = `file://${folder}/x/Dockerfile`;
    const server = await client({ settings, folders: [folder] });
    await server.open(uri, `# unsaved\nFROM ${a} AS one\nFROM ${a}\n`);
    const updates = await edit(server, { kind: 'pin', uris: [uri], start: { line: 2, character: 5 } });
    expect(updates.files).toMatchObject([{ version: 1, edits: [{ range: { start: { line: 2 } } }] }]);
    expect(updates.files[0]?.edits[0]?.newText).toContain(now);
    expect(await edit(server, { kind: 'pin', uris: [uri], start: { line: 0, character: 0 } })).toEqual({ files: [], failed: [], notes: [] });
  });

  it('sees files as they are on the disk, also where nobody said that they changed', async () => {
    const { a, b, other } = await registry();
    const folder = folderWith({ 'x/Dockerfile': `FROM ${a}\n` });
    const server = await client({ settings, folders: [folder] });
    await list(server);
    writeFileSync(join(folder, 'x/Dockerfile'), `FROM ${b}\n`);
    expect(written(await edit(server, { kind: 'pin' }))).toEqual({ 'x/Dockerfile': [`${b}@${other}`] });
  });

  it('edits no file outside of the workspace', async () => {
    const { started, a } = await registry();
    const [folder, outside] = [folderWith({ Dockerfile: 'FROM scratch\n' }), folderWith({ Dockerfile: `FROM ${a}\n` })];
    const server = await client({ settings, folders: [folder] });
    expect((await edit(server, { kind: 'pin', uris: [`file://${outside}/Dockerfile`] })).files).toEqual([]);
    expect(started.requests).toEqual([]);
  });

  it('asks nobody where nobody trusts the workspace, and offline', async () => {
    const { started, a, old } = await registry();
    const folder = folderWith({ 'x/Dockerfile': `FROM ${a}\nFROM ${a}@${old}\n` });
    for (const options of [{ trusted: false, settings: {} }, { settings: { offline: true } }]) {
      const server = await client({ ...options, folders: [folder] });
      expect((await list(server)).files).toHaveLength(1);
      for (const kind of ['pin', 'update'] as const) expect(await edit(server, { kind })).toMatchObject({ files: [], failed: [expect.any(String)] });
    }
    expect(started.requests).toEqual([]);
  });

  it('ends at once when it is called off', async () => {
    const { started, a } = await registry();
    const held = new Promise<void>(resolve => started.script(/\/team\/a\//, () => resolve()));
    const folder = folderWith({ 'x/Dockerfile': `FROM ${a}\n` });
    const server = await client({ settings, folders: [folder] });
    const cancellation = { isCancellationRequested: false, listeners: [] as (() => void)[] };
    const token = { get isCancellationRequested() { return cancellation.isCancellationRequested; }, onCancellationRequested: (listener: () => void) => (cancellation.listeners.push(listener), { dispose: () => undefined }) };
    const asked = server.connection.sendRequest('plimsoll/editImages', { kind: 'pin' }, token as never);
    await held;
    cancellation.isCancellationRequested = true;
    for (const listener of cancellation.listeners) listener();
    await expect(asked).rejects.toThrow('cancelled');
  });
});

describe('another image for many places', () => {
  it('is offered with how many it suits, and takes all those places in one action', async () => {
    const folder = folderWith({ 'x/Dockerfile': 'FROM node:22\nCOPY . .\n', 'y/Dockerfile': 'FROM node:22\nCOPY . .\n', 'z/Dockerfile': 'FROM redis:7\n' });
    const server = await client({ folders: [folder] });
    const meant: ImagesRequest = { references: ['docker.io/library/node:22'] };
    const offers = await server.connection.sendRequest<ImageAlternative[]>('plimsoll/imageAlternatives', meant);
    expect(offers[0]).toMatchObject({ places: 2, title: expect.stringContaining('Use ') });
    const updates = await edit(server, { kind: 'swap', ...meant, target: offers[0]!.target });
    expect(updates.files.map(({ uri, edits }) => [uri.split('/').at(-2), edits.length])).toEqual([['x', 1], ['y', 1]]);
    expect(await edit(server, { kind: 'swap', ...meant, target: 'docker.io/evil/image:1' })).toMatchObject({ files: [] });
  });
});
