import { Trace } from 'vscode-jsonrpc';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { seal } from '../../client/src/sealing';
import type { CheckLoginAnswer, RegistryLoginRequest } from '../../server/src/protocol';
import { answer, fake } from '../oci/fakes';
import { basicHeader } from '../support/fake-logins';
import type { FakeRegistry } from '../support/fake-registry';
import type { ClientOptions, LspClient } from '../support/lsp-client';
import { client as startClient } from '../support/lsp-session';
import { auth, home } from '../node/logins/home';

const uri = 'file:///nowhere/Dockerfile';
const alice = { username: 'alice', password: 'correct horse' };

afterEach(() => vi.unstubAllEnvs());

async function privateRegistry(): Promise<FakeRegistry> {
  const registry = await fake();
  registry.putImage('team/app', 'x', '1');
  const challenge = answer(401, { 'www-authenticate': 'Basic realm="x"' });
  registry.script(/ \/v2\//, (request, response, serve) => (request.headers.authorization === basicHeader(alice.username, alice.password) ? serve() : challenge(request, response, serve)));
  return registry;
}

/** An editor that keeps logins, and all that passes between it and the server, as a trace would show it. */
async function editor(options: ClientOptions = {}, logins: Readonly<Record<string, unknown>> = {}): Promise<{ client: LspClient; trace: string[]; asked: string[] }> {
  vi.stubEnv('HOME', home().path);
  const client = await startClient({ settings: {}, ...options });
  const trace: string[] = [];
  const asked: string[] = [];
  client.connection.onRequest('plimsoll/registryLogin', ({ registry, key }: RegistryLoginRequest) => {
    asked.push(registry);
    return registry in logins ? seal(logins[registry], key) : null;
  });
  await client.connection.trace(Trace.Verbose, { log: (...said: unknown[]) => void trace.push(JSON.stringify(said)) });
  return { client, trace, asked };
}

async function hoverText(client: LspClient): Promise<string> {
  return JSON.stringify(await client.hover(uri, 0, 8)).replaceAll('\\', '');
}

async function untilHover(client: LspClient, hold: (text: string) => boolean): Promise<string> {
  return vi.waitFor(async () => {
    const text = await hoverText(client);
    expect(hold(text)).toBe(true);
    return text;
  }, { timeout: 15_000, interval: 100 });
}

describe('a login that the editor keeps', () => {
  it('is asked for when a registry wants it, and shown to nobody else', async () => {
    const registry = await privateRegistry();
    const { client, trace, asked } = await editor({}, { [registry.host]: alice, 'other.example': alice });
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [registry.host] });
    await client.open(uri, `FROM ${registry.host}/team/app:1\n`);
    // A registry that there is a login for counts as allowed.
    await untilHover(client, text => text.includes('Digest now'));
    expect(asked).toEqual([registry.host]);
    expect(trace.join('\n')).toContain('plimsoll/registryLogin');
    for (const text of [...trace, ...client.log]) expect(text).not.toMatch(/horse|alice|Basic |YWxpY2U/);
  });

  it('is had anew when it changed', async () => {
    const registry = await privateRegistry();
    const logins: Record<string, unknown> = { [registry.host]: { username: 'alice', password: 'wrong' } };
    const { client, asked } = await editor({}, logins);
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [registry.host] });
    const check = () => client.connection.sendRequest<CheckLoginAnswer>('plimsoll/checkLogin', { registry: registry.host });
    expect(await check()).toEqual({ ok: false, refused: true, reason: `${registry.host} did not accept your login` });
    logins[registry.host] = alice;
    expect(await check()).toMatchObject({ refused: true });
    expect(asked).toHaveLength(1);
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [registry.host] });
    expect(await check()).toEqual({ ok: true });
    expect(asked).toHaveLength(2);
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [] });
    expect(await check()).toMatchObject({ ok: false, refused: false, reason: expect.stringContaining('wants a login') as string });
    expect(asked).toHaveLength(2);
  });

  it.each([{ trusted: false }, { settings: { offline: true } }])('is given to nobody with %j', async options => {
    const registry = await privateRegistry();
    const { client, asked } = await editor(options, { [registry.host]: alice });
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [registry.host] });
    await client.open(uri, `FROM ${registry.host}/team/app:1\n`);
    await client.hover(uri, 0, 8);
    expect(await client.connection.sendRequest('plimsoll/checkLogin', { registry: registry.host })).toMatchObject({ ok: false, refused: false });
    // Offline what was told to this login before may still be shown.
    expect(asked).toEqual('settings' in options ? [registry.host] : []);
    expect(registry.requests).toEqual([]);
  });

  it('is nothing that a client must know of', async () => {
    const registry = await privateRegistry();
    vi.stubEnv('HOME', home().path);
    const client = await startClient({ settings: {} });
    await client.connection.sendNotification('plimsoll/loginsChanged', { registries: [registry.host, 7, null] });
    expect(await client.connection.sendRequest('plimsoll/checkLogin', { registry: registry.host })).toMatchObject({ ok: false, refused: false });
    await client.connection.sendNotification('plimsoll/loginsChanged', 'nonsense');
    await client.connection.sendNotification('plimsoll/loginsChanged', {});
    expect(await client.connection.sendRequest('plimsoll/checkLogin', { registry: '../evil' })).toMatchObject({ ok: false });
  });
});

describe('without a login', () => {
  it('the hover offers to sign in', async () => {
    const registry = await privateRegistry();
    const { client } = await editor({ settings: { allowedHosts: [registry.host] } });
    await client.open(uri, `FROM ${registry.host}/team/app:1\n`);
    const text = await untilHover(client, shown => shown.includes('Sign in to'));
    expect(decodeURIComponent(text)).toContain(`(command:plimsoll.signIn?[{"host":"${registry.host}"}])`);
  });
});

describe("Docker's own login", () => {
  it('is used in the editor, and lets its registry be asked', async () => {
    const registry = await privateRegistry();
    const { client } = await editor();
    const person = home();
    person.put('.docker/config.json', { auths: { [registry.host]: auth(alice.username, alice.password) } });
    await client.stop();
    vi.stubEnv('HOME', person.path);
    const started = await startClient({ settings: {} });
    await started.open(uri, `FROM ${registry.host}/team/app:1\n`);
    await untilHover(started, text => text.includes('Digest now'));
    expect(started.log.join('\n')).not.toMatch(/horse|Basic /);
  });
});
