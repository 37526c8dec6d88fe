import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Trace } from 'vscode-jsonrpc';
import { fake } from '../oci/fakes';
import { home } from '../node/logins/home';
import { CliFolder } from '../support/cli';
import type { FakeRegistry, Handler } from '../support/fake-registry';
import { afterwards, client as startClient } from '../support/lsp-session';

/** Secrets of every kind that there is, none like another; the password too short for its header to look like one. */
const canary = { password: 'c4n-7f3a', identity: 'canary-7f3a-identity', token: 'canary-7f3a-token', query: 'canary-7f3a-query' };
const basic = Buffer.from(`alice:${canary.password}`).toString('base64');
/** As they stand, and as headers and URLs have them. */
const secrets = [...Object.values(canary), basic, encodeURIComponent(basic), Buffer.from(canary.identity).toString('base64')];

afterEach(() => vi.unstubAllEnvs());

function leaks(texts: readonly string[]): readonly string[] {
  return texts.flatMap(text => secrets.filter(secret => text.includes(secret)).map(secret => `${secret} in ${text.slice(0, 200)}`));
}

/** Whatever it is told, it says again: in the text of its error, in a header, and in the URL that it leads to. */
const echo = (status: number, more: Readonly<Record<string, string>> = {}): Handler => (request, response) => {
  const told = request.headers.authorization ?? 'nobody';
  response.writeHead(status, { 'content-type': 'application/json', warning: `299 - "${told}"`, ...more });
  response.end(JSON.stringify({ errors: [{ code: 'DENIED', message: `${told} ${canary.query}`, detail: told }] }));
};

/** One repository for each way to misbehave. All but the first want a login. */
async function indiscreet(): Promise<FakeRegistry> {
  const registry = await fake();
  for (const name of ['basic', 'bearer', 'denied', 'broken', 'elsewhere', 'asleep']) registry.putImage(`team/${name}`, name, '1');
  const wants = (scheme: string): Handler => (request, response, serve) => {
    if (request.headers.authorization !== undefined) return serve();
    response.writeHead(401, { 'www-authenticate': scheme });
    response.end();
  };
  registry.script(/\/v2\/team\/basic\//, wants('Basic realm="x"'));
  registry.script(/\/v2\/team\/bearer\//, wants(`Bearer realm="http://${registry.host}/token",service="x",scope="repository:team/bearer:pull"`));
  registry.script(/ \/token$/, (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ token: canary.token, expires_in: 300 }));
  });
  const afterLogin = (then: Handler): Handler => (request, response, serve) =>
    request.headers.authorization === undefined ? wants('Basic realm="x"')(request, response, serve) : then(request, response, serve);
  registry.script(/\/v2\/team\/denied\//, afterLogin(echo(403)));
  registry.script(/\/v2\/team\/broken\//, afterLogin(echo(500)));
  registry.script(/\/v2\/team\/elsewhere\//, afterLogin(echo(307, { location: `http://${registry.host}/signed?X-Amz-Signature=${canary.query}` })));
  registry.script(/ \/signed$/, echo(418));
  registry.script(/\/v2\/team\/asleep\//, afterLogin(request => void request.socket.destroy()));
  return registry;
}

const repositories = ['basic', 'bearer', 'denied', 'broken', 'elsewhere', 'asleep'] as const;

function homeOf(registry: FakeRegistry): string {
  const person = home();
  person.put('.docker/config.json', { auths: { [registry.host]: { auth: basic, identitytoken: '' }, 'other.example': { identitytoken: canary.identity } } });
  return person.path;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

describe('secrets', () => {
  it('attack A18: reach their registry, and no log, trace, cache, hover or finding of the editor', async () => {
    const registry = await indiscreet();
    vi.stubEnv('HOME', homeOf(registry));
    const storage = mkdtempSync(join(tmpdir(), 'plimsoll-canary-'));
    afterwards(() => rmSync(storage, { recursive: true }));
    const settings = { allowedHosts: [registry.host], trace: { server: 'verbose' } };
    const server = await startClient({ settings, initialization: { isTrusted: true, storage, commands: true } });
    const trace: string[] = [];
    await server.connection.trace(Trace.Verbose, { log: (...said: unknown[]) => void trace.push(JSON.stringify(said)) });
    const uri = 'file:///nowhere/Dockerfile';
    await server.open(uri, repositories.map(name => `FROM ${registry.host}/team/${name}:1\n`).join(''));
    const hovers: string[] = [];
    const shown = async (line: number): Promise<string> => JSON.stringify(await server.hover(uri, line, 8));
    await vi.waitFor(async () => expect(await shown(0)).toContain('Digest now'), { timeout: 15_000, interval: 100 });
    for (const line of repositories.keys()) hovers.push(await shown(line));
    await server.connection.sendRequest('plimsoll/pinAll', { uri });
    const told = registry.requests.map(({ headers }) => headers.authorization ?? '');
    expect(told).toContain(`Basic ${basic}`);
    expect(told).toContain(`Bearer ${canary.token}`);
    expect(registry.log.some(line => line.includes('/signed?X-Amz-Signature='))).toBe(true);
    await server.connection.sendRequest('shutdown');
    expect(filesBelow(storage).length).toBeGreaterThan(0);
    expect(server.log.length).toBeGreaterThan(0);
    expect(leaks([...server.log, ...trace, ...hovers, JSON.stringify(server.published), ...filesBelow(storage)])).toEqual([]);
  }, 40_000);

  it('attack A18: reach their registry, and no report or reason of the command line', async () => {
    const registry = await indiscreet();
    const folder = new CliFolder().put(Object.fromEntries(repositories.map(name => [`${name}/Dockerfile`, `FROM ${registry.host}/team/${name}:1\n`])));
    afterwards(() => folder.remove());
    const environment = { HOME: homeOf(registry) };
    const runs = await Promise.all([folder.run(['pin', '--dry-run'], environment), folder.run(['pin', '--dry-run', '--format', 'json'], environment)]);
    expect(registry.requests.map(({ headers }) => headers.authorization ?? '')).toContain(`Basic ${basic}`);
    const said = runs.map(({ out, err }) => out + err);
    for (const name of ['basic', 'bearer']) expect(said[0]).toContain(`team/${name}:1@sha256:`);
    for (const name of ['denied', 'broken', 'elsewhere', 'asleep']) expect(said[1]).toContain(`team/${name}:1`);
    expect(leaks(said)).toEqual([]);
  }, 60_000);
});
