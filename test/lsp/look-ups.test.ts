import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { DocumentStatus } from '../../server/src/protocol';
import type { LoopbackRegistry } from '../support/loopback-registry';
import type { LspClient } from '../support/lsp-client';
import { afterwards, client, registry } from '../support/lsp-session';
import { silence } from '../support/silence';

const uri = 'file:///nowhere/Dockerfile';
const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** The value when it `holds`, else what it is after a while. */
async function eventually<T>(value: () => T, holds: (value: T) => boolean, milliseconds = 5000): Promise<T> {
  for (const end = Date.now() + milliseconds; !holds(value()) && Date.now() < end;) await wait(20);
  return value();
}

/** `app:1` of each request for a manifest, each once. */
function names({ asked }: LoopbackRegistry): readonly string[] {
  const found = asked.flatMap(line => /\/v2\/(.+)\/manifests\/(.+)$/.exec(line)?.slice(1).join(':') ?? []);
  return [...new Set(found)].sort();
}

function saved(server: LspClient): Promise<void> {
  return server.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
}

/** Types `text` at the end of a line key by key, as VS Code tells of it: with a light bulb asked for after each key. */
async function type(server: LspClient, text: string, { line, column, pause }: { line: number; column: number; pause: (key: string) => number }): Promise<void> {
  for (const [index, key] of [...text].entries()) {
    const place = { line, character: column + index };
    await server.change(uri, key, { start: place, end: place });
    const after = { line, character: column + index + 1 };
    const asked = { textDocument: { uri }, range: { start: after, end: after }, context: { diagnostics: [], triggerKind: 2 } };
    server.connection.sendRequest('textDocument/codeAction', asked).catch(() => undefined);
    await wait(pause(key));
  }
}

describe('attack A21: a reference that is being typed', () => {
  const written = (host: string) => `FROM ${host}/acme/first:1\nRUN true\n`;

  it('attack A21: is asked about when it is written, and not before, key by key with pauses', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    await server.open(uri, `${written(fake.host)}FROM \n`);
    await expect.poll(() => names(fake), { timeout: 5000 }).toEqual(['acme/first:1']);
    // Long enough for every pass, at each sign after which a shorter reference stands there.
    await type(server, `${fake.host}/acme/app:1.23`, { line: 2, column: 5, pause: key => (/[a-z.:/]/.test(key) ? 650 : 60) });
    expect(names(fake)).toEqual(['acme/first:1']);
    await saved(server);
    await expect.poll(() => names(fake), { timeout: 5000 }).toEqual(['acme/app:1.23', 'acme/first:1']);
  }, 40_000);

  it('attack A21: is asked about without saving once typing goes on elsewhere, or when nobody types for two seconds', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    await server.open(uri, `${written(fake.host)}FROM ${fake.host}/acme/app:\n`);
    await expect.poll(() => names(fake), { timeout: 10_000 }).toEqual(['acme/first:1']);
    await type(server, '12', { line: 2, column: `FROM ${fake.host}/acme/app:`.length, pause: () => 700 });
    expect(names(fake)).toEqual(['acme/first:1']);
    // Never two seconds of rest, and more often than not one of those that every look-up waits for.
    for (let keys = 0; keys < 8 && names(fake).length < 2; keys += 1) await type(server, 'x', { line: 1, column: 4, pause: () => 1000 });
    expect(names(fake)).toEqual(['acme/app:12', 'acme/first:1']);
    await type(server, '3', { line: 2, column: `FROM ${fake.host}/acme/app:12`.length, pause: () => 1000 });
    expect(names(fake)).toHaveLength(2);
    await expect.poll(() => names(fake), { timeout: 10_000 }).toEqual(['acme/app:12', 'acme/app:123', 'acme/first:1']);
  }, 30_000);

  it('attack A21: is not asked about by a hover or the light bulb either', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    await server.open(uri, `FROM ${fake.host}/acme/app:1\n`);
    await expect.poll(() => names(fake), { timeout: 5000 }).toEqual(['acme/app:1']);
    await type(server, '2', { line: 0, column: `FROM ${fake.host}/acme/app:1`.length, pause: () => 0 });
    await server.hover(uri, 0, 8);
    await server.codeActions(uri, [], { triggerKind: 1 });
    expect(names(fake)).toEqual(['acme/app:1']);
    await saved(server);
    await server.hover(uri, 0, 8);
    await expect.poll(() => names(fake), { timeout: 5000 }).toEqual(['acme/app:1', 'acme/app:12']);
  }, 30_000);
});

describe('attack A20: a document with more images than anybody needs', () => {
  const pod = (host: string, index: number) => `---\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: ${host}/acme/a${index}:1\n`;
  const yaml = 'file:///nowhere/pods.yaml';

  it('attack A20: is asked about up to a limit, and judged to its end', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    // Accepted: a few images are looked up, each once.
    await server.open(yaml, Array.from({ length: 3 }, (_, index) => pod(fake.host, index)).join(''), 'yaml');
    await expect.poll(() => names(fake), { timeout: 10_000 }).toHaveLength(3);
    await server.close(yaml);
    fake.asked.length = 0;

    const many = 10_000;
    const text = Array.from({ length: many }, (_, index) => pod(fake.host, index)).join('');
    await server.open(yaml, text, 'yaml');
    await server.until(yaml, ({ diagnostics }) => diagnostics.length === many);
    // Three of the first sixty-four are known already.
    await eventually(() => fake.asked.length, count => count >= 61, 30_000);
    await wait(1500);
    expect(fake.asked.every(line => line.startsWith('HEAD '))).toBe(true);
    expect(fake.asked).toHaveLength(61);
    expect(server.published.filter(params => params.uri === yaml).at(-1)?.diagnostics).toHaveLength(many);

    // An edit elsewhere is no reason for sixty-four more.
    await server.change(yaml, '# more\n', { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    await wait(3000);
    expect(fake.asked).toHaveLength(61);
  }, 90_000);

  it('is asked about the rest image by image, where somebody points', async () => {
    const fake = await registry();
    const server = await client({ settings: { allowedHosts: [fake.host] } });
    await server.open(yaml, Array.from({ length: 100 }, (_, index) => pod(fake.host, index)).join(''), 'yaml');
    await expect.poll(() => names(fake).length, { timeout: 10_000 }).toBe(64);
    const hover = JSON.stringify(await server.hover(yaml, 99 * 6 + 5, 20));
    expect(hover).toContain(fake.digest);
    expect(names(fake)).toHaveLength(65);
    expect(names(fake)).toContain('acme/a99:1');
  }, 40_000);
});

describe('without a network', () => {
  it('nothing turns red, one line tells of it, and it goes on by itself', async () => {
    const fake = await registry();
    const { host } = fake;
    await fake.stop();
    const server = await client({ settings: { allowedHosts: [host] } });
    const statuses: DocumentStatus[] = [];
    server.connection.onNotification('plimsoll/status', (status: DocumentStatus) => void statuses.push(status));
    const shown: unknown[] = [];
    server.connection.onNotification('window/showMessage', (params: unknown) => void shown.push(params));
    await server.open(uri, `FROM ${host}/acme/app:1\n`);
    const before = await server.until(uri, () => true);
    const told = await eventually(() => statuses.at(-1)?.detail ?? '', detail => detail.includes('cannot be reached'));
    expect(told).toMatch(new RegExp(`^${host} cannot be reached: it is asked again in [1-5] s$`));
    expect(statuses.at(-1)).toMatchObject({ severity: 'information', busy: false });
    expect(server.published.at(-1)).toEqual(before);
    expect(before.diagnostics.filter(({ severity }) => severity === 1)).toEqual([]);
    expect(JSON.stringify(await server.hover(uri, 0, 8))).toContain('could not be reached');

    const { createServer: createHttpServer } = await import('node:http');
    const back = createHttpServer((_, response) => response.writeHead(200, {
      'docker-content-digest': `sha256:${'a'.repeat(64)}`, 'content-type': 'application/vnd.oci.image.index.v1+json',
    }).end());
    afterwards(() => back.close());
    await new Promise<void>(resolve => void back.listen(Number(host.split(':')[1]), '127.0.0.1', resolve));
    await expect.poll(() => statuses.at(-1)?.detail, { timeout: 15_000 }).toBe('Ready');
    expect(JSON.stringify(await server.hover(uri, 0, 8))).toContain(`sha256:${'a'.repeat(64)}`);
    expect(shown).toEqual([]);
  }, 40_000);

  it('because the user said so, not one socket is opened, whatever is clicked', async () => {
    const { host, connections, stop } = await silence();
    afterwards(stop);
    const server = await client({ settings: { allowedHosts: [host], offline: true } });
    await server.open(uri, `FROM ${host}/acme/app:1\n`);
    const { diagnostics } = await server.until(uri, () => true);
    await server.hover(uri, 0, 8);
    await server.codeActions(uri, diagnostics);
    await server.connection.sendRequest('plimsoll/pinAll', { uri });
    await server.connection.sendRequest('plimsoll/verify', { uri, reference: `${host}/acme/app:1` });
    await wait(1000);
    expect(connections()).toBe(0);
    // Accepted as soon as it is no longer so.
    server.settings = { allowedHosts: [host] };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await expect.poll(connections, { timeout: 5000 }).toBeGreaterThan(0);
  }, 30_000);

  it('a limit that was reached is told with the time that is left', async () => {
    const { createServer: createHttpServer } = await import('node:http');
    const limited = createHttpServer((_, response) => response.writeHead(429, { 'retry-after': '600' }).end());
    afterwards(() => limited.close());
    await new Promise<void>(resolve => void limited.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(limited.address() as AddressInfo).port}`;
    const server = await client({ settings: { allowedHosts: [host] } });
    const statuses: DocumentStatus[] = [];
    server.connection.onNotification('plimsoll/status', (status: DocumentStatus) => void statuses.push(status));
    await server.open(uri, `FROM ${host}/acme/app:1\n`);
    await expect.poll(() => statuses.at(-1)?.detail, { timeout: 5000 }).toBe(`${host}: rate limited, resets in 10 min`);
    expect(JSON.stringify(await server.hover(uri, 0, 8)).replaceAll('\\', '')).toContain('rate limited, resets in 10 min');
  }, 30_000);
});
