import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { startFakeRegistry, type FakeRegistry, type Handler } from '../support/fake-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';
const path = '/v2/team/app/tags/list';
/** What loads at the first key may take its time on a busy machine. */
const slow = { timeout: 10_000 };

async function registryWith(...tags: string[]): Promise<FakeRegistry> {
  const registry = await startFakeRegistry();
  afterwards(() => registry.close());
  for (const tag of tags) registry.putIndex('team/app', tag);
  return registry;
}

/** What is proposed at the end of the first line. */
async function propose(server: LspClient, line: string, document = uri): Promise<CompletionList> {
  const position = { line: 0, character: line.length };
  return await server.connection.sendRequest<CompletionList>('textDocument/completion', { textDocument: { uri: document }, position });
}

async function opened(line: string, settings: object, options: { trusted?: boolean } = {}): Promise<LspClient> {
  const server = await client({ settings: { lookups: 'onDemand', ...settings }, ...options });
  await server.open(uri, line);
  return server;
}

/** The tags, and whether there are more to come. */
async function shown(server: LspClient, line: string): Promise<[string[], boolean]> {
  const list = await propose(server, line);
  return [labels(list), list.isIncomplete];
}

const labels = ({ items }: CompletionList): string[] => items.map(({ label }) => label.slice(label.indexOf('/') + 1));

describe('the tags of an image', () => {
  it('are asked of its registry when somebody writes one, and once', async () => {
    const registry = await registryWith('1.9', '1.10', 'latest');
    const line = `FROM ${registry.host}/team/app:`;
    const server = await opened(line, { allowedHosts: [registry.host] });
    await expect.poll(() => shown(server, line), slow).toEqual([['team/app:1.10', 'team/app:1.9', 'team/app:latest'], false]);
    expect(await shown(server, line)).toEqual([['team/app:1.10', 'team/app:1.9', 'team/app:latest'], false]);
    expect(registry.log).toEqual([`GET ${path}?n=1000`]);
  });

  it('are not waited for: what is there is shown, and the rest with the next key', async () => {
    const registry = await registryWith('1', '2');
    let release = (): void => undefined;
    const held = new Promise<void>(resolve => (release = resolve));
    const second: Handler = (_, __, serve) => void held.then(serve);
    registry.script(path, (_, response) => response.writeHead(200, { link: `<${path}?last=1>; rel="next"` }).end('{"tags":["1"]}'), second);
    const line = `FROM ${registry.host}/team/app:`;
    const server = await opened(line, { allowedHosts: [registry.host] });
    await expect.poll(() => shown(server, line), slow).toEqual([['team/app:1'], true]);
    expect(await shown(server, line)).toEqual([['team/app:1'], true]);
    release();
    await expect.poll(() => shown(server, line), slow).toEqual([['team/app:2', 'team/app:1'], false]);
    expect(registry.log).toEqual([`GET ${path}?n=1000`, `GET ${path}?last=1`]);
  });

  it('are asked of nobody who may not be asked', async () => {
    const registry = await registryWith('1');
    const line = `FROM ${registry.host}/team/app:`;
    const allowedHosts = [registry.host];
    for (const [settings, options] of [[{ allowedHosts }, { trusted: false }], [{ allowedHosts, offline: true }], [{ allowedHosts, lookups: 'off' }], [{}]] as const) {
      expect(labels(await propose(await opened(line, settings, options), line)), JSON.stringify(settings)).toEqual([]);
    }
    expect(registry.log).toEqual([]);
    const server = await opened(line, { allowedHosts });
    await expect.poll(() => shown(server, line), slow).toEqual([['team/app:1'], false]);
  });

  it('are asked for when the name is whole, whatever is typed key by key', async () => {
    const registry = await registryWith('1');
    const whole = `FROM ${registry.host}/team/app:1`;
    const server = await opened('', { allowedHosts: [registry.host] });
    for (let length = 1; length <= whole.length; length += 1) {
      const line = whole.slice(0, length);
      await server.change(uri, line);
      await propose(server, line);
    }
    expect(registry.log).toEqual([`GET ${path}?n=1000`]);
  });

  it('have a sign and a word where they are past their end', async () => {
    const registry = await registryWith('1');
    for (const tag of ['14', '26']) registry.putIndex('hub/library/node', tag);
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tags-'));
    afterwards(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, '.plimsoll.yaml'), `version: 1\nupstreams: { "${registry.host}/hub": docker.io }\n`);
    const server = await client({ folders: [folder], settings: { lookups: 'onDemand', allowedHosts: [registry.host] } });
    const inside = pathToFileURL(join(folder, 'Dockerfile')).href;
    const line = `FROM ${registry.host}/hub/library/node:`;
    await server.open(inside, line);
    const itemFor = async (tag: string): Promise<CompletionItem | undefined> => (await propose(server, line, inside)).items.find(({ label }) => label.endsWith(`node:${tag}`));
    await expect.poll(() => itemFor('14'), slow).toMatchObject({ tags: [1], detail: expect.stringMatching(/^Docker Official Images · .*Node\.js 14/) as string });
    expect(await itemFor('26')).toMatchObject({ detail: 'Docker Official Images' });
    expect((await itemFor('26'))?.tags).toBeUndefined();
  });
});

describe('the digest of an image', () => {
  const proposed = async (server: LspClient, line: string): Promise<CompletionItem[]> => (await propose(server, line)).items;

  it('is proposed behind an @ when its bytes were seen, and asked for once', async () => {
    const registry = await registryWith('1');
    const { digest } = registry.putIndex('team/app', '1');
    const name = `${registry.host}/team/app:1`;
    const line = `FROM ${name}@`;
    const server = await opened(line, { allowedHosts: [registry.host] });
    await expect.poll(async () => (await proposed(server, line)).map(({ label }) => label), slow).toEqual([`${name}@${digest}`]);
    const [item] = await proposed(server, line);
    expect(item).toMatchObject({ filterText: `${name}@`, textEdit: { newText: `${name}@${digest}`, range: { start: { character: 5 }, end: { character: line.length } } } });
    await server.change(uri, `${line}sha256:ab`);
    expect((await proposed(server, `${line}sha256:ab`))[0]).toMatchObject({ filterText: `${name}@sha256:ab` });
    expect(registry.log).toEqual(['GET /v2/team/app/manifests/1']);
  });

  it('is not proposed where the bytes are others than the registry says', async () => {
    const registry = await registryWith('1');
    const line = `FROM ${registry.host}/team/app:1@`;
    const genuine = await opened(line, { allowedHosts: [registry.host] });
    await expect.poll(() => proposed(genuine, line), slow).toHaveLength(1);
    registry.script('/v2/team/app/manifests/1', (_, response, serve) => {
      response.setHeader('docker-content-digest', `sha256:${'0'.repeat(64)}`);
      const writeHead = response.writeHead.bind(response) as (status: number, headers: Record<string, unknown>) => typeof response;
      response.writeHead = ((status: number, headers: Record<string, unknown>) => writeHead(status, { ...headers, 'docker-content-digest': `sha256:${'0'.repeat(64)}` })) as typeof response.writeHead;
      serve();
    });
    const server = await opened(line, { allowedHosts: [registry.host] });
    for (let key = 0; key < 3; key += 1) expect(await proposed(server, line)).toEqual([]);
    expect(registry.log.filter(asked => asked.startsWith('GET')).length).toBeGreaterThan(1);
  });

  it('is asked of nobody who may not be asked', async () => {
    const registry = await registryWith('1');
    const line = `FROM ${registry.host}/team/app:1@`;
    for (const [settings, options] of [[{}], [{ allowedHosts: [registry.host] }, { trusted: false }], [{ allowedHosts: [registry.host], lookups: 'off' }]] as const) {
      expect(await proposed(await opened(line, settings, options), line)).toEqual([]);
    }
    expect(registry.log).toEqual([]);
  });
});
