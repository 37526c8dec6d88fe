import { describe, expect, it } from 'vitest';
import type { FakeRegistry } from '../support/fake-registry';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { answer, fake } from './fakes';

const lookup = { consent: action };

async function protectedApp(tokenServer: 'same' | 'other' = 'same'): Promise<{ registry: FakeRegistry; app: ReturnType<typeof reference>; digest: string }> {
  const registry = await fake({ auth: 'bearer', tokenServer });
  const { digest } = registry.putImage('team/app', 'x', '1');
  return { registry, digest, app: reference(`${registry.host}/team/app:1`) };
}

function tokenRequests(registry: FakeRegistry): readonly string[] {
  return registry.log.filter(line => line.includes('/token'));
}

describe('a registry that wants a token', () => {
  it('gets one: challenge, token, answer', async () => {
    const { registry, app, digest } = await protectedApp();
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest });
    expect(registry.log).toEqual([
      'HEAD /v2/team/app/manifests/1', 'GET /token?service=fake&scope=repository%3Ateam%2Fapp%3Apull', 'HEAD /v2/team/app/manifests/1',
    ]);
    expect(registry.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined, 'Bearer token-1']);
  });

  it('gets the same one again, until it ends', async () => {
    const { registry, app } = await protectedApp();
    registry.putImage('team/app', 'y', '2');
    const { client, clock } = createTestClient();
    await client.resolve(app, lookup);
    await client.resolve(reference(`${registry.host}/team/app:2`), lookup);
    expect(tokenRequests(registry)).toHaveLength(1);
    expect(registry.requests).toHaveLength(4);
    clock.advance(280_000);
    await client.resolve(app, lookup);
    expect(tokenRequests(registry)).toHaveLength(2);
  });

  it.each([[undefined, 60], [1, 60], [-5, 60], [100_000, 3600]])('that says it lasts %s seconds, and is used for %i at most', async (said, used) => {
    const { registry, app } = await protectedApp();
    registry.tokenLife = said;
    const { client, clock } = createTestClient();
    await client.resolve(app, lookup);
    clock.advance(used * 850);
    await client.resolve(app, lookup);
    expect(tokenRequests(registry)).toHaveLength(1);
    clock.advance(used * 150);
    await client.resolve(app, lookup);
    expect(tokenRequests(registry)).toHaveLength(2);
  });

  it('gets a new one when the old one is not good any more', async () => {
    const { registry, app, digest } = await protectedApp();
    const { client } = createTestClient();
    await client.resolve(app, lookup);
    registry.expireTokens();
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(tokenRequests(registry)).toHaveLength(2);
  });

  it('gets one for each repository, without being asked in vain', async () => {
    const { registry, app } = await protectedApp();
    const other = registry.putImage('team/other', 'x', '1');
    const { client } = createTestClient();
    await client.resolve(app, lookup);
    expect(await client.resolve(reference(`${registry.host}/team/other:1`), lookup)).toMatchObject({ digest: other.digest });
    expect(registry.requests).toHaveLength(5);
    expect(registry.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('shows its token to no token server', async () => {
    const { registry, app } = await protectedApp('other');
    registry.putImage('team/other', 'x', '1');
    const tokenHost = new URL(`http://${registry.tokenHost}`).host;
    const { client } = createTestClient();
    const consent = background(registry.host, tokenHost);
    await client.resolve(app, { consent });
    await client.resolve(reference(`${registry.host}/team/other:1`), { consent });
    const asked = registry.requests.filter(({ path }) => path.startsWith('/token'));
    expect(asked.map(({ host, headers }) => [host, headers.authorization])).toEqual([[tokenHost, undefined], [tokenHost, undefined]]);
  });

  it('is asked for one token by many at once', async () => {
    const { registry, app } = await protectedApp();
    for (const tag of ['2', '3', '4']) registry.putImage('team/app', tag, tag);
    const { client } = createTestClient();
    await Promise.all(['1', '2', '3', '4'].map(tag => client.resolve({ ...app, tag }, lookup)));
    expect(tokenRequests(registry)).toHaveLength(1);
  });

  it('may name the token access_token, and put another challenge beside its own', async () => {
    const { registry, app, digest } = await protectedApp();
    registry.script('/token', (request, response, serve) => {
      const end = response.end.bind(response) as (text: string) => typeof response;
      response.end = ((text: string) => end(text.replace('"token"', '"token":"","access_token"'))) as typeof response.end;
      serve();
    });
    registry.script('HEAD /v2/team/app/manifests/1', (_, response) => {
      response.writeHead(401, { 'www-authenticate': `Basic realm="b", bearer Realm=http://${registry.host}/token, service=fake` }).end();
    }, (_, __, serve) => serve());
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest });
  });

  it.each([
    ['no challenge', undefined], ['a login', 'Basic realm="x"'], ['a URL that is a login', 'Basic realm="https://x.example/",service="ecr"'], ['nothing', 'Bearer service="x"'],
  ])('and offers %s is not known', async (_, challenge) => {
    const { registry, app } = await protectedApp();
    registry.script(/manifests/, answer(401, challenge === undefined ? {} : { 'www-authenticate': challenge }));
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized', status: 401, host: registry.host });
  });

  it('and is never content is not asked for ever', async () => {
    const { registry, app } = await protectedApp();
    let count = 0;
    registry.script(/manifests/, (_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token",service="s",scope="${(count += 1)}"` }).end();
    });
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized' });
    expect(registry.requests.length).toBeLessThan(12);
  });

  it('and hides a repository is asked for one token only', async () => {
    const { registry, app } = await protectedApp();
    registry.script(/manifests/, (_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${registry.host}/token",service="s",scope="repository:team/app:pull"` }).end();
    });
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unauthorized' });
    expect(registry.log).toHaveLength(3);
  });
});

describe('a token server', () => {
  it.each([
    ['HTML', answer(200, {}, '<html>'), 'bad-answer'], ['no token', answer(200, {}, '{}'), 'bad-answer'], ['a number', answer(200, {}, '{"token":7}'), 'bad-answer'],
    ['a header of its own', answer(200, {}, JSON.stringify({ token: 'x\r\nx-evil: 1' })), 'bad-answer'], ['too much', answer(200, {}, JSON.stringify({ token: 'x'.repeat(100_000) })), 'bad-answer'],
    ['401', answer(401), 'unauthorized'], ['403', answer(403), 'unauthorized'], ['404', answer(404), 'unauthorized'], ['503', answer(503), 'unreachable'], ['201', answer(201, {}, '{"token":"x"}'), 'bad-answer'],
    ['data:', answer(302, { location: 'data:application/json,{"token":"forged"}' }), 'bad-answer'], ['file:', answer(302, { location: 'file:///etc/hosts' }), 'bad-answer'],
  ])('that answers with %s', async (_, handler, code) => {
    const { registry, app } = await protectedApp();
    registry.script('/token', handler);
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code });
    expect(registry.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
  });

  it.each(['/token', 'token', 'ftp://127.0.0.1/token', 'data:application/json,{"token":"x"}', 'http://evil.example/token', 'https://user:secret@evil.example/token', 'file:///etc/hosts', ''])(
    'is not looked for at %s',
    async realm => {
      const { registry, app } = await protectedApp();
      registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="${realm}"` }));
      expect(['bad-answer', 'unauthorized']).toContain((await failure(createTestClient().client.resolve(app, lookup))).code);
      expect(registry.log).toHaveLength(1);
    },
  );

  it('on another port of loopback is refused, unless it is allowed too', async () => {
    const { registry, app, digest } = await protectedApp('other');
    const { client } = createTestClient();
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'host-not-allowed', host: registry.tokenHost });
    expect(registry.requests.map(({ host }) => host)).toEqual([registry.host]);
    expect(await client.resolve(app, { consent: background(registry.host, registry.tokenHost) })).toMatchObject({ digest });
    for (const { host, headers } of registry.requests) if (host === registry.tokenHost) expect(headers.authorization).toBeUndefined();
  });

  it.each(['https://169.254.169.254/token', 'https://10.0.0.1/token', 'https://127.0.0.1:1/token', 'https://[::1]/token', 'https://0.0.0.0/token', 'https://2130706433/token'])(
    'is refused at %s',
    async realm => {
      const { registry, app } = await protectedApp();
      registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="${realm}"` }));
      expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'host-not-allowed', host: new URL(realm).host });
    },
  );
});
