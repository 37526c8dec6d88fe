import { describe, expect, it } from 'vitest';
import { TextDocuments, type Connection } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { WorkspaceImagesRequest } from '../../server/src/protocol';
import { Inventory, type InventoryLimits } from '../../server/src/lsp/assist/images/inventory';
import { Configuration } from '../../server/src/lsp/configuration';
import { Contexts } from '../../server/src/lsp/contexts';
import { LocalIndex } from '../../server/src/lsp/local-index';
import { PolicyDocuments } from '../../server/src/lsp/policy-documents';
import type { Runtime } from '../../server/src/lsp/runtime';
import { Session } from '../../server/src/lsp/session';
import type { RegistryClient } from '../../server/src/oci/client';
import { createTestClock } from '../support/fake-registry-client';
import { createTestService } from '../support/service';

const going = new AbortController().signal;

/** A disk that notes what is read, an editor with documents, and an engine that asks nobody. */
async function world(files: Record<string, string>, options: Partial<InventoryLimits> = {}) {
  const read: string[] = [];
  const walks = { count: 0 };
  const open = new Map<string, TextDocument>();
  const asked: string[] = [];
  const client = new Proxy({}, {
    get: (_, name) => () => {
      asked.push(String(name));
      return Promise.reject(new Error('nobody was to be asked'));
    },
  }) as RegistryClient;
  const clock = createTestClock();
  const onRead: { run: (path: string) => void } = { run: () => undefined };
  const disk = {
    readText: async (path: string) => {
      onRead.run(path);
      if (!path.endsWith('.plimsoll.yaml') && !path.includes('.git/') && !path.endsWith('.git')) read.push(path.slice('/w/'.length));
      return Object.hasOwn(files, path.slice('/w/'.length)) ? files[path.slice('/w/'.length)] : undefined;
    },
    walk: async function* (folder: string) {
      if (folder !== '/w') return;
      walks.count += 1;
      yield* Object.keys(files).sort();
    },
  };
  const service = await createTestService({ client, clock });
  const runtime = {
    service, clock, files: disk,
    log: { warn: () => undefined },
    localNames: { mayName: () => false, collect: () => [] },
    machine: Promise.resolve({ keys: {}, problems: [] }),
    useTrustRoot: () => undefined,
    useNetwork: () => undefined,
  } as unknown as Runtime;
  const session = new Session();
  session.trusted = true;
  session.configuration = true;
  session.setFolders(['file:///w']);
  const settings = { count: 0 };
  const connection = { workspace: { getConfiguration: async () => (settings.count += 1, [{}, {}]) } } as unknown as Connection;
  const configuration = new Configuration(connection, session, runtime);
  const contexts = new Contexts(session, runtime, { configuration, names: new LocalIndex(runtime), policies: new PolicyDocuments(new TextDocuments(TextDocument), disk) });
  const documents = { get: (uri: string) => open.get(uri) } as unknown as TextDocuments<TextDocument>;
  const inventory = new Inventory({ connection, documents, session, runtime, contexts }, options);
  const list = (request: WorkspaceImagesRequest = {}) => inventory.list(request, going);
  return { files, read, walks, open, asked, inventory, list, settings, contexts, onRead, clock };
}

const uri = (path: string): string => `file:///w/${path}`;

describe('the images of a workspace', () => {
  it('are those of every file that names one, with what their squiggles say, and nobody is asked', async () => {
    const pinned = `redis:7@sha256:${'a'.repeat(64)}`;
    const { list, asked } = await world({ Dockerfile: `FROM node\nFROM ${pinned}\nFROM $\{BASE}\n`, 'a/notes.txt': 'FROM node', 'b/compose.yaml': 'services: { a: { image: nginx:latest } }\n', 'c/Dockerfile': 'FROM scratch\n' });
    const { files, isWhole, limited } = await list();
    expect({ isWhole, limited }).toEqual({ isWhole: true, limited: undefined });
    expect(files.map(({ name }) => name)).toEqual(['Dockerfile', 'b/compose.yaml']);
    expect(files[0]?.uses).toEqual([
      { raw: 'node', range: { start: { line: 0, character: 5 }, end: { line: 0, character: 9 } }, reference: { full: 'docker.io/library/node', name: 'node' }, actions: ['pin', 'swap'] },
      { raw: pinned, range: expect.anything(), reference: { full: `docker.io/library/${pinned}`, name: 'redis', tag: '7', digest: `sha256:${'a'.repeat(64)}` }, actions: ['update', 'swap'] },
      { raw: '${BASE}', range: expect.anything(), reason: expect.stringContaining('BASE'), actions: [] },
    ]);
    expect(files[0]?.findings).toEqual([{ rule: 'tag-missing', severity: 'warning', message: expect.any(String), range: files[0]?.uses[0]?.range, use: 0 }]);
    expect(files[1]?.findings.map(({ rule }) => rule)).toEqual(['tag-latest']);
    expect(asked).toEqual([]);
  });

  it('have the tag that a comment beside a digest names', async () => {
    const { list } = await world({ Dockerfile: `# nginx:1.27\nFROM nginx@sha256:${'a'.repeat(64)}\n` });
    expect((await list()).files[0]?.uses[0]).toMatchObject({ reference: { tag: '1.27' }, actions: ['update', 'swap'] });
  });

  it('offer no pin where somebody chose to live without one', async () => {
    const { list } = await world({ Dockerfile: '# plimsoll-ignore-next-line tag-not-pinned: nightly\nFROM node:22\n' });
    expect((await list()).files[0]?.uses[0]?.actions).toEqual(['swap']);
  });

  it('are those of the editor where a document is open, and again those of the disk when it is closed', async () => {
    const { list, open, read } = await world({ Dockerfile: 'FROM node:20\n' });
    open.set(uri('Dockerfile'), TextDocument.create(uri('Dockerfile'), 'dockerfile', 3, 'FROM redis:7\n'));
    const first = await list();
    expect(first.files[0]?.uses[0]?.raw).toBe('redis:7');
    expect(read).toEqual([]);
    open.set(uri('Dockerfile'), TextDocument.create(uri('Dockerfile'), 'dockerfile', 4, 'FROM redis:8\n'));
    const second = await list({ changed: [], known: first });
    expect(second).toMatchObject({ isWhole: false, files: [{ uses: [{ raw: 'redis:8' }] }] });
    open.clear();
    const third = await list({ changed: [], known: second });
    expect(third.files[0]?.uses[0]?.raw).toBe('node:20');
  });
});

describe('a listing after the first one', () => {
  it('reads the files that changed, and sends those that say something else', async () => {
    const { list, files, read, walks } = await world({ 'a/Dockerfile': 'FROM node:20\n', 'b/Dockerfile': 'FROM node:20\n', 'c/Dockerfile': 'FROM node:20\n' });
    const first = await list();
    expect(read).toEqual(['a/Dockerfile', 'b/Dockerfile', 'c/Dockerfile']);
    files['b/Dockerfile'] = 'FROM node:22\n';
    const second = await list({ changed: [uri('b/Dockerfile'), uri('c/Dockerfile')], known: first });
    expect(read.slice(3)).toEqual(['b/Dockerfile', 'c/Dockerfile']);
    expect(second.files.map(({ name }) => name)).toEqual(['b/Dockerfile']);
    expect(walks.count).toBe(1);
    expect(await list({ changed: [], known: second })).toMatchObject({ isWhole: false, files: [], gone: [] });
    expect(read).toHaveLength(5);
  });

  it('has new files, and tells of those that are gone, also with their folder', async () => {
    const { list, files, read } = await world({ 'a/Dockerfile': 'FROM node:20\n', 'b/Dockerfile': 'FROM node:20\n', 'b/c/Dockerfile': 'FROM node:20\n' });
    const first = await list();
    files['d/Dockerfile'] = 'FROM node:20\n';
    const second = await list({ changed: [uri('d/Dockerfile')], known: first });
    expect(second.files.map(({ name }) => name)).toEqual(['d/Dockerfile']);
    expect(read.slice(3)).toEqual(['d/Dockerfile']);
    delete files['b/Dockerfile'];
    delete files['b/c/Dockerfile'];
    const third = await list({ changed: [uri('b')], known: second });
    expect(third).toMatchObject({ files: [], gone: [uri('b/Dockerfile'), uri('b/c/Dockerfile')] });
    files['a/Dockerfile'] = 'FROM scratch\n';
    expect(await list({ changed: [uri('a/Dockerfile')], known: third })).toMatchObject({ files: [], gone: [uri('a/Dockerfile')] });
  });

  it('looks at no disk for files that can name no image', async () => {
    const { list, walks, read } = await world({ Dockerfile: 'FROM node:20\n' });
    const first = await list();
    await list({ changed: [uri('src/main.ts'), uri('out/bundle.js')], known: first });
    expect({ walks: walks.count, read: read.length }).toEqual({ walks: 1, read: 1 });
  });

  it('sends everything to whoever knows another listing', async () => {
    const { list } = await world({ Dockerfile: 'FROM node:20\n' });
    await list();
    expect(await list({ changed: [], known: { listing: 'of a server that crashed', turn: 7 } })).toMatchObject({ isWhole: true, files: [{ name: 'Dockerfile' }] });
  });

  it('reads again what was not kept, once something else applies', async () => {
    const { list, contexts, read } = await world({ 'a/Dockerfile': 'FROM node:20\n', 'b/Dockerfile': 'FROM node:20\n' }, { kept: 0 });
    const first = await list();
    contexts.clear();
    expect((await list({ changed: [], known: first })).files).toEqual([]);
    expect(read).toHaveLength(4);
  });

  it('asks the editor for the settings of a folder, and not of each file', async () => {
    const { list, settings } = await world(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}/Dockerfile`, 'FROM node\n'])));
    expect((await list()).files).toHaveLength(40);
    expect(settings.count).toBe(1);
  });

  it('judges anew by another policy, file by file', async () => {
    const { list, files, contexts } = await world({ 'a/Dockerfile': 'FROM node\n', 'b/Dockerfile': 'FROM node\n' });
    const first = await list();
    files['a/.plimsoll.yaml'] = 'version: 1\nrules: { tag-missing: error }\n';
    contexts.clear();
    const second = await list({ changed: [], known: first });
    expect(second.files.map(({ name, findings }) => [name, findings.map(({ severity }) => severity)])).toEqual([['a/Dockerfile', ['error']]]);
  });
});

describe('a workspace that is too large', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`${String(index).padStart(2, '0')}/Dockerfile`, 'FROM node\nFROM redis\n']));

  it('has its first files walked past, and says so', async () => {
    const { list, inventory } = await world({ ...many }, { files: 10 });
    expect(await list()).toMatchObject({ limited: 'files', files: { length: 10 } });
    expect(inventory.isLimited).toBe(true);
  });

  it('has its first images listed, reads hardly anything beyond, and says so', async () => {
    const { list, read } = await world({ ...many }, { images: 40 });
    const { limited, files } = await list();
    expect(limited).toBe('images');
    expect(files.flatMap(({ uses }) => uses).length).toBeGreaterThanOrEqual(40);
    expect(files.length).toBeLessThan(60);
    // What the disk had ready when there were enough.
    expect(read.length - files.length).toBe(16);
  });

  it('is listed in slices, between which others have their turn', async () => {
    const { list, onRead, clock } = await world({ ...many });
    // Each file takes longer than a slice may.
    onRead.run = () => clock.advance(20);
    let turns = 0;
    const others = setInterval(() => void (turns += 1), 0);
    await list();
    clearInterval(others);
    expect(turns).toBeGreaterThan(2);
  });
});

describe('a listing that is called off', () => {
  it('ends between two files, and the next one reads only what is left', async () => {
    const files = Object.fromEntries(Array.from({ length: 64 }, (_, index) => [`${String(index).padStart(2, '0')}/Dockerfile`, 'FROM node\n']));
    const { inventory, list, read, onRead } = await world(files);
    const abort = new AbortController();
    onRead.run = path => {
      if (path.startsWith('/w/20/')) abort.abort();
    };
    await expect(inventory.list({}, abort.signal)).rejects.toThrow();
    const before = read.length;
    expect(before).toBeLessThan(64);
    onRead.run = () => undefined;
    expect((await list({ changed: [] })).files).toHaveLength(64);
    expect(read.length).toBeLessThan(64 + 32);
  });

  it('does not keep the next one from its turn', async () => {
    const { inventory, list } = await world({ Dockerfile: 'FROM node\n' });
    const abort = new AbortController();
    const first = inventory.list({}, abort.signal);
    abort.abort();
    await expect(first).rejects.toThrow();
    expect((await list()).files).toHaveLength(1);
  });
});
