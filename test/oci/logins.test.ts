import type { IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpPort } from '../../server/src/core/ports';
import { createAuthorized } from '../../server/src/oci/authorized';
import type { Answer, Ask, Ports } from '../../server/src/oci/call';
import type { Transport } from '../../server/src/oci/transport';
import { basicHeader, basicLogin, FakeLogins } from '../support/fake-logins';
import type { FakeRegistry, Handler } from '../support/fake-registry';
import { action, background, createTestClient, createTestClock, failure, reference, type TestClientOptions } from '../support/fake-registry-client';
import { answer, fake } from './fakes';

const lookup = { consent: action };

/** A registry that wants a user name and a password. */
async function basicRegistry(accepted = basicHeader(), challenge = 'Basic realm="Registry"'): Promise<{ registry: FakeRegistry; app: ReturnType<typeof reference>; digest: string }> {
  const registry = await fake();
  const { digest } = registry.putImage('team/app', 'x', '1');
  registry.putImage('team/other', 'x', '1');
  registry.script(/manifests/, (request, response, serve) => (request.headers.authorization === accepted ? serve() : answer(401, { 'www-authenticate': challenge })(request, response, serve)));
  return { registry, digest, app: reference(`${registry.host}/team/app:1`) };
}

function shownTo(registry: FakeRegistry): (string | undefined)[] {
  return registry.requests.map(({ headers }) => headers.authorization);
}

function clientWith(registry: FakeRegistry, credential = basicLogin(), options: TestClientOptions = {}): ReturnType<typeof createTestClient> & { logins: FakeLogins } {
  const logins = new FakeLogins({ [registry.host]: credential });
  return { ...createTestClient({ logins, ...options }), logins };
}

describe('a registry that wants a user name and a password', () => {
  it.each(['Basic realm="Registry"', 'basic', 'Basic realm="https://api.example/",service="registry"'])('by %s gets them, and at once the next time', async challenge => {
    const { registry, app, digest } = await basicRegistry(basicHeader(), challenge);
    const { client, lines } = clientWith(registry);
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(await client.resolve(reference(`${registry.host}/team/other:1`), lookup)).toMatchObject({ digest });
    expect(shownTo(registry)).toEqual([undefined, basicHeader(), basicHeader()]);
    expect(lines.join('\n')).not.toMatch(/pass|alice|Basic/);
  });

  it('in UTF-8', async () => {
    const header = basicHeader('ålice', 'пароль€');
    const { registry, app, digest } = await basicRegistry(header);
    expect(await clientWith(registry, basicLogin('ålice', 'пароль€')).client.resolve(app, lookup)).toMatchObject({ digest });
  });

  it('says that no login was used when there is none, or one that it does not take', async () => {
    const { registry, app } = await basicRegistry();
    const error = await failure(createTestClient().client.resolve(app, lookup));
    expect(error).toMatchObject({ code: 'unauthorized', status: 401, login: undefined });
    expect(error.message).toMatch(/no login was used$/);
    await failure(clientWith(registry, { kind: 'identity-token', token: 'refresh' }).client.resolve(app, lookup));
    expect(shownTo(registry)).toEqual([undefined, undefined]);
  });

  it('and refuses the login is shown it once, whoever asks, until a minute has passed', async () => {
    const { registry, app } = await basicRegistry(basicHeader('bob'));
    const { client, clock, logins } = clientWith(registry);
    const error = await failure(client.resolve(app, lookup));
    expect(error).toMatchObject({ code: 'unauthorized', login: 'refused', host: registry.host });
    expect(error.message).toMatch(/did not accept the login/);
    expect(error.message).not.toMatch(/alice|pass/);
    await failure(client.resolve(reference(`${registry.host}/team/other:1`), lookup));
    expect(shownTo(registry).filter(header => header !== undefined)).toHaveLength(1);
    expect(logins.rejections).toHaveLength(1);
    clock.advance(61_000);
    await failure(client.resolve(app, lookup));
    expect(shownTo(registry).filter(header => header !== undefined)).toHaveLength(2);
  });

  it('gets a login that was had anew, once', async () => {
    const { registry, app, digest } = await basicRegistry(basicHeader('alice', 'new'));
    const { client, logins } = clientWith(registry);
    logins.put(registry.host, basicLogin('alice', 'old'), basicLogin('alice', 'new'));
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(shownTo(registry)).toEqual([undefined, basicHeader('alice', 'old'), basicHeader('alice', 'new')]);
    const other = await basicRegistry(basicHeader('nobody'));
    logins.put(other.registry.host, basicLogin('a'), basicLogin('b'), basicLogin('c'));
    expect(await failure(client.resolve(other.app, lookup))).toMatchObject({ login: 'refused' });
    expect(shownTo(other.registry)).toEqual([undefined, basicHeader('a'), basicHeader('b')]);
  });

  it('is asked by nobody for a login when it wants none', async () => {
    const registry = await fake();
    const { digest } = registry.putImage('team/app', 'x', '1');
    const { client, logins } = clientWith(registry);
    expect(await client.resolve(reference(`${registry.host}/team/app:1`), lookup)).toMatchObject({ digest });
    expect(logins.asked).toEqual([]);
    expect(shownTo(registry)).toEqual([undefined]);
  });

  it('is not shown a login where nothing may be asked at all', async () => {
    const { registry, app } = await basicRegistry();
    const { client, logins } = clientWith(registry);
    for (const consent of [{ ...action, offline: true }, { ...action, trusted: false }, background()]) await failure(client.resolve(app, { consent }));
    expect(logins.asked).toEqual([]);
    expect(registry.requests).toEqual([]);
  });
});

/** A registry with tokens, whose token service may want more than a question. */
async function tokenRegistry(tokenServer: 'same' | 'other' = 'same', ...handlers: readonly Handler[]): Promise<{ registry: FakeRegistry; app: ReturnType<typeof reference>; digest: string }> {
  const registry = await fake({ auth: 'bearer', tokenServer });
  const { digest } = registry.putImage('team/app', 'x', '1');
  if (handlers.length > 0) registry.script(/ \/token$/, ...handlers);
  return { registry, digest, app: reference(`${registry.host}/team/app:1`) };
}

function tokenRequests(registry: FakeRegistry): { method: string; authorization: string | undefined }[] {
  return registry.requests.filter(({ path }) => path.startsWith('/token')).map(({ method, headers }) => ({ method, authorization: headers.authorization }));
}

/** What was posted, once it is all there. */
function form(request: IncomingMessage, seen: (form: Record<string, string>) => void): void {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => seen(Object.fromEntries(new URLSearchParams(text))));
}

describe('a registry with tokens', () => {
  it('gives one to whoever shows a login at its own realm', async () => {
    const { registry, app, digest } = await tokenRegistry('same', (request, response, serve) => (request.headers.authorization === basicHeader() ? serve() : answer(401)(request, response, serve)));
    expect(await clientWith(registry).client.resolve(app, lookup)).toMatchObject({ digest });
    expect(shownTo(registry)).toEqual([undefined, basicHeader(), 'Bearer token-1']);
  });

  it('is preferred to one that wants the login itself', async () => {
    const { registry, app, digest } = await tokenRegistry();
    registry.script(/manifests/, answer(401, { 'www-authenticate': `Basic realm="x", Bearer realm="http://${registry.host}/token",service="fake",scope="repository:team/app:pull"` }), (_, __, serve) => serve());
    expect(await clientWith(registry).client.resolve(app, lookup)).toMatchObject({ digest });
    expect(shownTo(registry)).toEqual([undefined, basicHeader(), 'Bearer token-1']);
  });

  it('exchanges an identity token', async () => {
    let posted: Record<string, string> = {};
    const { registry, app, digest } = await tokenRegistry('same', (request, _, serve) => form(request, seen => {
      posted = seen;
      request.url = `/token?scope=${encodeURIComponent(seen['scope'] ?? '')}`;
      serve();
    }));
    const { client, lines } = clientWith(registry, { kind: 'identity-token', token: 'refresh-me' });
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(posted).toEqual({ grant_type: 'refresh_token', client_id: 'plimsoll', service: 'fake', scope: 'repository:team/app:pull', refresh_token: 'refresh-me' });
    expect(tokenRequests(registry)).toEqual([{ method: 'POST', authorization: undefined }]);
    expect(lines.join('\n')).not.toContain('refresh-me');
  });

  it.each([404, 405])('that answers %i to that is asked with GET', async status => {
    const { registry, app, digest } = await tokenRegistry('same', answer(status), (_, __, serve) => serve());
    expect(await clientWith(registry, { kind: 'identity-token', token: 'refresh', username: 'somebody' }).client.resolve(app, lookup)).toMatchObject({ digest });
    expect(tokenRequests(registry)).toEqual([{ method: 'POST', authorization: undefined }, { method: 'GET', authorization: basicHeader('somebody', 'refresh') }]);
  });

  it('that sends the form elsewhere is not followed', async () => {
    const other = await fake();
    const { registry, app } = await tokenRegistry('same', (request, response, serve) => answer(307, { location: `http://${other.host}/token` })(request, response, serve));
    const { client } = clientWith(registry, { kind: 'identity-token', token: 'refresh' });
    expect(await failure(client.resolve(app, { consent: background(registry.host, other.host) }))).toMatchObject({ code: 'bad-answer' });
    expect(other.requests).toEqual([]);
  });

  it('takes a registry token as it is', async () => {
    const { registry, app } = await tokenRegistry();
    registry.script(/manifests/, (request, response, serve) => (request.headers.authorization === 'Bearer mine' ? answer(404, { 'content-type': 'application/json' }, '{"errors":[{"code":"MANIFEST_UNKNOWN"}]}')(request, response, serve) : serve()));
    expect(await clientWith(registry, { kind: 'registry-token', token: 'mine' }).client.resolve(app, lookup)).toBe('missing');
    expect(tokenRequests(registry)).toEqual([]);
  });

  it.each([401, 400])('whose token service answers %i has refused the login, which is had anew once', async status => {
    const { registry, app, digest } = await tokenRegistry('same', (request, response, serve) => (request.headers.authorization === basicHeader('new') ? serve() : answer(status)(request, response, serve)));
    const { client, logins } = clientWith(registry);
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', login: 'refused' });
    logins.put(registry.host, basicLogin('old'), basicLogin('new'));
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(tokenRequests(registry).map(({ authorization }) => authorization)).toEqual([basicHeader(), basicHeader('old'), basicHeader('new')]);
  });

  it('says that a login was used where that may not see the image', async () => {
    const { registry, app } = await tokenRegistry();
    registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token",service="s",scope="repository:team/app:pull"` }));
    const error = await failure(clientWith(registry).client.resolve(app, lookup));
    expect(error).toMatchObject({ code: 'unauthorized', login: 'used' });
    expect(error.message).toMatch(/a login was used$/);
    expect(registry.requests).toHaveLength(3);
  });

  it('that wants a larger scope is asked for it once', async () => {
    const { registry, app } = await tokenRegistry();
    const bearer = `Bearer realm="http://${registry.host}/token",service="fake"`;
    const larger = { 'www-authenticate': `${bearer},error="insufficient_scope",scope="repository:team/app:pull,meta"` };
    registry.script(/manifests/, answer(401, { 'www-authenticate': `${bearer},scope="repository:team/app:pull"` }), answer(403, larger), answer(200));
    await failure(createTestClient().client.resolve(app, lookup));
    expect(registry.log.filter(line => line.includes('/token')).map(line => new URL(`http://x${line.split(' ')[1]}`).searchParams.get('scope'))).toEqual(['repository:team/app:pull', 'repository:team/app:pull,meta']);
    registry.script(/manifests/, answer(403, larger));
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized' });
  });

  it('that says that a token is not valid any more gives another one, once', async () => {
    const { registry, app, digest } = await tokenRegistry();
    const invalid = answer(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token",service="fake",scope="repository:team/app:pull",error="invalid_token"` });
    registry.script(/manifests/, (_, __, serve) => serve(), invalid, (_, __, serve) => serve());
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest });
    expect(tokenRequests(registry)).toHaveLength(2);
    registry.script(/manifests/, invalid);
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized' });
    expect(tokenRequests(registry).length).toBeLessThan(6);
  });
});

describe('whose answer it is', () => {
  it('tells tokens of two logins apart, and those of nobody', async () => {
    const { registry, app } = await tokenRegistry();
    const { client, logins } = clientWith(registry);
    await client.resolve(app, lookup);
    logins.put(registry.host, basicLogin('bob'));
    await client.resolve(app, lookup);
    logins.put(registry.host);
    await client.resolve(app, lookup);
    await client.resolve(app, lookup);
    expect(tokenRequests(registry).map(({ authorization }) => authorization)).toEqual([basicHeader(), basicHeader('bob'), undefined]);
  });

  it('never joins a look-up that another login is on', async () => {
    const { registry, app } = await tokenRegistry();
    const { client, logins } = clientWith(registry);
    const first = client.resolve(app, lookup);
    // It has read whose it is by then.
    await Promise.resolve();
    logins.put(registry.host, basicLogin('bob'));
    await Promise.all([first, client.resolve(app, lookup), client.resolve(app, lookup)]);
    expect(registry.log.filter(line => line.startsWith('HEAD') ).length).toBe(4);
  });
});

describe('the realm of tokens', () => {
  let registry: FakeRegistry;
  let app: ReturnType<typeof reference>;
  let digest: string;
  beforeEach(async () => {
    ({ registry, app, digest } = await tokenRegistry('other'));
  });

  it('on another port gets the login when the person named it, and may be on loopback then', async () => {
    const { client } = clientWith(registry, basicLogin(), { tokenRealms: { [registry.host]: [registry.tokenHost] } });
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(tokenRequests(registry)).toEqual([{ method: 'GET', authorization: basicHeader() }]);
  });

  it('attack A2: on another port is asked anonymously, and the error names the setting', async () => {
    const named = clientWith(registry, basicLogin(), { tokenRealms: { [registry.host]: [registry.tokenHost] } });
    expect(await named.client.resolve(app, lookup)).toMatchObject({ digest });
    registry.requests.length = 0;
    const consent = background(registry.host, registry.tokenHost);
    for (const tokenRealms of [{}, { 'registry.example': [registry.tokenHost] }, { [registry.host]: ['127.0.0.1', `x.${registry.tokenHost}`, registry.host] }]) {
      const { client } = clientWith(registry, basicLogin(), { tokenRealms });
      expect(await client.resolve(app, { consent })).toMatchObject({ digest });
    }
    expect(tokenRequests(registry)).toEqual(Array.from({ length: 3 }, () => ({ method: 'GET', authorization: undefined })));
    registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="http://${registry.tokenHost}/token",service="s"` }));
    const error = await failure(clientWith(registry).client.resolve(app, { consent }));
    expect(error).toMatchObject({ code: 'unauthorized', login: { keptFrom: registry.tokenHost } });
    expect(error.message).toContain('plimsoll.tokenRealms');
  });

  it('attack A2: an identity token is not posted to another port either', async () => {
    const identity = { kind: 'identity-token', token: 'refresh' } as const;
    const consent = background(registry.host, registry.tokenHost);
    const named = clientWith(registry, identity, { tokenRealms: { [registry.host]: [registry.tokenHost] } });
    await failure(named.client.resolve(app, { consent }));
    expect(tokenRequests(registry)).toEqual([{ method: 'POST', authorization: undefined }]);
    registry.requests.length = 0;
    await clientWith(registry, identity).client.resolve(app, { consent });
    expect(tokenRequests(registry)).toEqual([{ method: 'GET', authorization: undefined }]);
  });
});

describe('attack A2: where a challenge sends a login', () => {
  it.each([
    ['http://evil.example/token', 'bad-answer'], ['//evil.example/token', 'bad-answer'], ['/token', 'bad-answer'], ['token', 'bad-answer'],
    ['https://alice@evil.example/token', 'bad-answer'], ['javascript:1', 'bad-answer'],
  ])('attack A2: to %s nothing is sent at all', async (realm, code) => {
    const { registry, app, digest } = await tokenRegistry();
    const { client } = clientWith(registry);
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    registry.requests.length = 0;
    registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="${realm}",service="s",scope="new"` }));
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code });
    expect(registry.requests.filter(({ path }) => path.includes('token'))).toEqual([]);
  });

  it.each([
    'https://evil.example/token', 'https://registry.example:444/token', 'https://auth.registry.example/token', 'https://registry.example.evil.example/token',
    'https://REGISTRY.example.:443/token', 'https://registry.example@evil.example/token',
  ])('attack A2: at %s nobody sees it', async realm => {
    expect(await shownAt('https://registry.example/token')).toEqual({ 'registry.example': [basicHeader()] });
    for (const hosts of Object.values(await shownAt(realm))) expect(hosts).toEqual([undefined]);
  });

  it('attack A2: the token service of Docker Hub sees the login of Docker Hub, and of nobody else', async () => {
    const realm = 'https://auth.docker.io/token';
    expect(await shownAt(realm, 'docker.io')).toEqual({ 'auth.docker.io': [basicHeader()] });
    expect(await shownAt(realm, 'registry.example')).toEqual({ 'auth.docker.io': [undefined] });
    expect(await shownAt('https://auth.docker.io:444/token', 'docker.io')).toEqual({ 'auth.docker.io:444': [undefined] });
    expect(await shownAt('https://auth.docker.io.evil.example/token', 'docker.io')).toEqual({ 'auth.docker.io.evil.example': [undefined] });
  });
});

/** What the token services were shown, by host, of the login for `registry`, which names this realm. */
async function shownAt(realm: string, registry = 'registry.example'): Promise<Record<string, (string | undefined)[]>> {
  const shown: Record<string, (string | undefined)[]> = {};
  const http: HttpPort = {
    exchange({ url, headers }) {
      const { host, pathname } = new URL(url);
      if (pathname === '/token') {
        (shown[host] ??= []).push(headers['authorization']);
        return Promise.resolve({ status: 200, headers: {}, body: Buffer.from('{"token":"t"}') });
      }
      const challenge = `Bearer realm="${realm}",service="s",scope="repository:team/app:pull"`;
      return Promise.resolve({ status: headers['authorization'] === undefined ? 401 : 404, headers: { 'www-authenticate': challenge }, body: new Uint8Array() });
    },
  };
  await failure(createTestClient({ http, logins: new FakeLogins({ [registry]: basicLogin() }) }).client.resolve(reference(`${registry}/team/app:1`), lookup));
  return shown;
}

describe('a registry over http that is not on loopback', () => {
  async function shownOver(origin: string): Promise<readonly (string | undefined)[]> {
    const shown: (string | undefined)[] = [];
    const send = ({ authorization, url }: Ask): Promise<Answer> => {
      shown.push(authorization);
      return Promise.resolve({ status: authorization === undefined ? 401 : 200, headers: { 'www-authenticate': 'Basic realm="x"' }, body: new Uint8Array(), url });
    };
    const ports = { clock: createTestClock(), logins: new FakeLogins({ 'registry.example': basicLogin() }) } as unknown as Ports;
    const authorized = createAuthorized({ send: (_, ask) => send(ask) } as Transport, { get: () => Promise.reject(new Error('no token is wanted')) }, ports);
    const call = { registry: 'registry.example', origin: new URL(origin), repository: 'app', consent: action, signal: new AbortController().signal, deadline: Infinity };
    await authorized.send(call, { method: 'GET', url: new URL('/v2/', origin), accept: '*/*', maxBytes: 100 }).catch(() => undefined);
    return shown;
  }

  it('is shown no login', async () => {
    expect(await shownOver('https://registry.example')).toEqual([undefined, basicHeader()]);
    expect(await shownOver('http://registry.example')).toEqual([undefined]);
  });
});

describe('a redirect to another host', () => {
  async function two(): Promise<{ first: FakeRegistry; second: FakeRegistry; app: ReturnType<typeof reference>; digest: string; both: ReturnType<typeof background> }> {
    const [{ registry: first, app }, { registry: second, digest }] = [await basicRegistry(), await basicRegistry(basicHeader('bob'))];
    const [redirect, challenge] = [answer(307, { location: `http://${second.host}/v2/team/app/manifests/1` }), answer(401, { 'www-authenticate': 'Basic realm="x"' })];
    first.script(/manifests/, (request, ...rest) => (request.headers.authorization === basicHeader() ? redirect : challenge)(request, ...rest));
    return { first, second, app, digest, both: background(first.host, second.host) };
  }

  it('attack A5: shows it nothing of the login of the first', async () => {
    const { first, second, app, both } = await two();
    const { client } = clientWith(first);
    expect(await failure(client.resolve(app, { consent: both }))).toMatchObject({ code: 'unauthorized', host: second.host });
    expect(shownTo(first)).toContain(basicHeader());
    expect(shownTo(second)).toEqual([undefined]);
  });

  it('shows it the login that there is for itself', async () => {
    const { first, second, app, digest, both } = await two();
    const { client, logins } = clientWith(first);
    logins.put(second.host, basicLogin('bob'));
    expect(await client.resolve(app, { consent: both })).toMatchObject({ digest });
    expect(shownTo(first)).toEqual([undefined, basicHeader()]);
    expect(shownTo(second)).toEqual([undefined, basicHeader('bob')]);
  });
});
