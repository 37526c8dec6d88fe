import { describe, expect, it } from 'vitest';
import type { Mirror, Substitutes } from '../../server/src/core/mirror';
import type { LoginPort } from '../../server/src/core/login';
import { HttpError, type HttpPort, type HttpRequest } from '../../server/src/core/ports';
import { mayDial } from '../../server/src/node/address';
import { createHttp } from '../../server/src/node/http';
import { createMirroredClient, type RegistryClient } from '../../server/src/oci';
import { action, background, createTestClient, failure, reference, type TestClient } from '../support/fake-registry-client';
import { basicHeader, basicLogin, FakeLogins } from '../support/fake-logins';
import { digestOf, sendError, type FakeRegistry, type Handler } from '../support/fake-registry';
import { answer, fake, withHeaders } from './fakes';

const lookup = { consent: action };
const path = '/v2/app/manifests/1';
const mirrored = '/v2/hub/app/manifests/1';

function at(host: string, changes: Partial<Mirror> = {}): Mirror {
  return { host, repository: 'hub/app', tags: true, digests: true, ...changes };
}

interface World extends TestClient {
  readonly registry: FakeRegistry;
  readonly mirror: FakeRegistry;
  readonly mirrorOf: Mirror;
  readonly app: ReturnType<typeof reference>;
  readonly digest: string;
  readonly bare: RegistryClient;
}

interface Wanted {
  readonly substitutes?: (mirror: Mirror) => Partial<Substitutes>;
  readonly http?: HttpPort;
  readonly auth?: 'bearer';
  readonly logins?: LoginPort;
}

/** A registry with one mirror that has the same image below a path of its own. */
async function world({ substitutes, auth, ...ports }: Wanted = {}): Promise<World> {
  const registry = await fake(auth ? { auth } : {});
  const mirror = await fake();
  const { digest } = registry.putImage('app', 'x', '1');
  expect(mirror.putImage('hub/app', 'x', '1').digest).toBe(digest);
  const made = createTestClient(ports);
  const mirrorOf = at(mirror.host);
  const given: Substitutes = { blocked: false, mirrors: [mirrorOf], ...substitutes?.(mirrorOf) };
  const client = createMirroredClient(made.client, { clock: made.clock, substitutesFor: async () => given });
  return { ...made, bare: made.client, client, registry, mirror, mirrorOf, digest, app: reference(`${registry.host}/app:1`) };
}

describe('a registry that answers', () => {
  it('is what is believed, and no mirror is asked', async () => {
    const { client, app, digest, mirror } = await world();
    const resolution = await client.resolve(app, lookup);
    expect(resolution).toMatchObject({ digest });
    expect(resolution).not.toHaveProperty('via');
    expect(mirror.log).toEqual([]);
  });

  it('may say that there is no such image, and that stands', async () => {
    const { client, registry, mirror } = await world();
    expect(await client.resolve(reference(`${registry.host}/app:2`), lookup)).toBe('missing');
    expect(await client.manifest(reference(`${registry.host}/app:2`), lookup)).toBeUndefined();
    expect(mirror.log).toEqual([]);
  });

  it.each<[string, Parameters<typeof answer>]>([
    ['unauthorized', [401]],
    ['unauthorized', [403]],
    ['bad-answer', [418]],
    ['bad-answer', [200, { 'content-type': 'text/html' }, '<p>Log in</p>']],
  ])('with %s, and %j, stands', async (code, how) => {
    const { client, app, registry, mirror } = await world();
    registry.script(/\/manifests\//, answer(...how));
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code, host: registry.host });
    expect(mirror.log).toEqual([]);
  });
});

describe('a registry that is down', () => {
  it.each<[string, (registry: FakeRegistry) => unknown]>([
    ['refuses connections', registry => registry.close()],
    ['has a server error', registry => registry.script(path, answer(503))],
    ['drops connections', registry => registry.script(path, request => request.socket.destroy())],
    ['wants to be asked less', registry => registry.script(path, answer(429, { 'retry-after': '3600' }))],
  ])('because it %s, has its mirror answer', async (_, breakIt) => {
    const { client, app, digest, registry, mirror } = await world();
    await breakIt(registry);
    expect(await client.resolve(app, lookup)).toMatchObject({ digest, verified: false, via: mirror.host });
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest, verified: true, via: mirror.host });
    expect(await client.manifest(app, lookup)).toMatchObject({ digest });
    expect(mirror.log).toEqual([`HEAD ${mirrored}`, `GET ${mirrored}`, `GET ${mirrored}`]);
    for (const { path: asked } of mirror.requests) expect(asked).not.toContain('ns=');
  });

  it('has its mirror list tags, of which it has those that somebody asked it for', async () => {
    const { client, app, registry, mirror } = await world();
    expect(await client.tags(app, lookup)).toEqual({ tags: ['1'], complete: true });
    registry.script('/v2/app/tags/list', answer(503));
    const told: (readonly string[])[] = [];
    expect(await client.tags(app, { ...lookup, onPage: tags => told.push(tags) })).toEqual({ tags: ['1'], complete: false });
    expect(told).toEqual([['1']]);
    expect(mirror.log).toEqual(['GET /v2/hub/app/tags/list?n=1000']);
  });

  it('that does not answer leaves its mirrors half of the time', async () => {
    const waited: number[] = [];
    const hangs: HttpPort = {
      async exchange({ url, timeout, ...rest }) {
        if (new URL(url).host !== silent) return http.exchange({ url, timeout, ...rest });
        waited.push(timeout);
        clock.advance(timeout);
        throw new HttpError('timeout', `no answer within ${timeout} ms`);
      },
    };
    const http = createHttp();
    const { client, clock, app, digest, registry, mirror } = await world({ http: hangs });
    const silent = registry.host;
    expect(await client.resolve(app, lookup)).toMatchObject({ digest, via: mirror.host });
    expect(waited).toHaveLength(1);
    expect(waited[0]).toBeGreaterThan(13_000);
    expect(waited[0]).toBeLessThanOrEqual(14_000);
  });

  it('ends with its mirrors within the time of one look-up', async () => {
    const started: number[] = [];
    const hangs: HttpPort = {
      async exchange({ timeout }) {
        started.push(timeout);
        clock.advance(timeout);
        throw new HttpError('timeout', `no answer within ${timeout} ms`);
      },
    };
    const { client, clock, app, registry } = await world({ http: hangs, substitutes: () => ({ mirrors: ['a.example', 'b.example', 'c.example', 'd.example'].map(host => at(host)) }) });
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'timeout', host: registry.host });
    expect(started).toHaveLength(4);
    expect(started.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(28_000);
  });

  it('is told about when no mirror answers either', async () => {
    const { client, app, registry, mirror } = await world();
    registry.script(path, answer(503));
    mirror.script(mirrored, answer(401));
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'unreachable', status: 503, host: registry.host });
  });

  it('is no reason to believe a mirror that lacks the image', async () => {
    const { client, app, registry, mirror } = await world();
    registry.script(path, answer(503));
    mirror.script(mirrored, (_, response) => sendError(response, 404, 'MANIFEST_UNKNOWN'));
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    expect(await failure(client.manifest(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    expect(mirror.log.length).toBeGreaterThan(1);
  });

  it('has the next mirror answer where the first does not', async () => {
    const second = await fake();
    const { digest } = second.putImage('other', 'x', '1');
    const { client, app, registry, mirror } = await world({ substitutes: mirror => ({ mirrors: [mirror, at(second.host, { repository: 'other' })] }) });
    await registry.close();
    mirror.script(mirrored, answer(404));
    expect(await client.resolve(app, lookup)).toMatchObject({ digest, via: second.host });
    expect(mirror.log.length).toBeGreaterThan(0);
  });

  it('gives blobs by its mirror', async () => {
    const { client, app, registry, mirror } = await world();
    const bytes = Buffer.from('configuration');
    mirror.putBlob('hub/app', bytes);
    await registry.close();
    const descriptor = { mediaType: 'application/json', digest: digestOf(bytes), size: bytes.length, annotations: {} };
    expect(Buffer.from(await client.blob(app, descriptor, 1000, lookup))).toEqual(bytes);
    const lying = { ...descriptor, digest: digestOf('other') };
    mirror.script(`/v2/hub/app/blobs/${lying.digest}`, answer(200, {}, bytes));
    expect(await failure(client.blob(app, lying, 1000, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
  });

  it('has nobody say that an image is not signed', async () => {
    const { client, app, digest, registry, mirror } = await world();
    expect(await client.referrers(app, digest, lookup)).toEqual([]);
    await registry.close();
    expect(await failure(client.referrers(app, digest, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    expect(mirror.log).toEqual([]);
  });
});

describe('a mirror', () => {
  it('attack A8: that lies about a digest is not believed', async () => {
    const { client, registry, mirror, digest } = await world();
    await registry.close();
    const pinned = reference(`${registry.host}/app@${digest}`);
    expect(await client.resolveVerified(pinned, lookup)).toMatchObject({ digest, verified: true, via: mirror.host });
    const other = mirror.putImage('hub/app', 'forged', '2');
    mirror.script(`/v2/hub/app/manifests/${digest}`, (request, response, serve) => {
      request.url = `/v2/hub/app/manifests/${other.digest}`;
      withHeaders({ 'docker-content-digest': digest })(request, response, serve);
    });
    expect(await failure(client.resolveVerified(pinned, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    expect(await failure(client.manifest(pinned, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
  });

  it('attack A8: whose header is not the digest of its bytes is not believed of a tag', async () => {
    const { client, registry, mirror, app, digest } = await world();
    await registry.close();
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest, via: mirror.host });
    mirror.script(mirrored, withHeaders({ 'docker-content-digest': digestOf('another') }));
    expect(await failure(client.resolveVerified(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
  });

  it('is never shown the token of the registry', async () => {
    const { client, bare, registry, mirror, app, digest } = await world({ auth: 'bearer' });
    // The registry's token is at hand, and accepted.
    expect(await bare.resolveVerified(app, lookup)).toMatchObject({ digest });
    expect(registry.requests.at(-1)?.headers.authorization).toMatch(/^Bearer token-/);
    registry.script(path, answer(503));
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest, via: mirror.host });
    expect(mirror.requests.length).toBeGreaterThan(0);
    for (const { headers } of mirror.requests) expect(headers).not.toHaveProperty('authorization');
  });

  it('that wants a login gets its own, and never that of the registry', async () => {
    const logins = new FakeLogins({});
    const { client, bare, registry, mirror, app, digest } = await world({ logins });
    const wantsLogin: Handler = ({ headers }, response, serve) => (headers.authorization === undefined ? answer(401, { 'www-authenticate': 'Basic realm="x"' })({} as never, response, serve) : serve());
    registry.script(path, wantsLogin);
    mirror.script(mirrored, wantsLogin);
    logins.put(registry.host, basicLogin('me', 'canary'));
    expect(await bare.resolve(app, lookup)).toMatchObject({ digest });
    expect(registry.requests.at(-1)?.headers.authorization).toBe(basicHeader('me', 'canary'));
    registry.script(path, answer(503));
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    expect(mirror.log).toEqual([`HEAD ${mirrored}`]);
    logins.put(mirror.host, basicLogin('mirror', 'own'));
    expect(await client.resolve(app, lookup)).toMatchObject({ digest, via: mirror.host });
    expect(new Set(mirror.requests.map(({ headers }) => headers.authorization))).toEqual(new Set([undefined, basicHeader('mirror', 'own')]));
  });

  it('attack A5: that asks for the tokens of the registry gets none of them', async () => {
    const { client, bare, registry, mirror, app, digest } = await world({ auth: 'bearer' });
    await bare.resolve(app, lookup);
    registry.script(path, answer(503));
    const realm = `Bearer realm="http://${registry.tokenHost}/token",service="fake",scope="repository:app:pull"`;
    mirror.script(mirrored, (request, response, serve) => {
      if (request.headers.authorization === undefined) response.writeHead(401, { 'www-authenticate': realm }).end();
      else serve();
    });
    // A realm on another private port is not asked without a word from the user.
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
    for (const { headers } of mirror.requests) expect(headers).not.toHaveProperty('authorization');
    expect(await bare.resolve(reference(`${registry.host}/app@${digest}`), lookup)).toMatchObject({ digest });
  });

  it('is consented to by being named, also in the background and on a private address', async () => {
    const { client, registry, mirror, app, digest } = await world();
    await registry.close();
    expect(await client.resolve(app, { consent: background(registry.host) })).toMatchObject({ digest, via: mirror.host });
  });

  it('attack A1: is not asked where its registry may not be', async () => {
    const { client, registry, mirror, app } = await world();
    await registry.close();
    expect(await client.resolve(app, { consent: background(registry.host) })).toMatchObject({ via: mirror.host });
    const asked = mirror.log.length;
    expect(await failure(client.resolve(app, { consent: background() }))).toMatchObject({ code: 'host-not-allowed' });
    expect(await failure(client.resolve(app, { consent: { ...action, offline: true } }))).toMatchObject({ code: 'offline' });
    expect(await failure(client.resolve(app, { consent: { ...action, trusted: false } }))).toMatchObject({ code: 'untrusted-workspace' });
    expect(mirror.log).toHaveLength(asked);
  });

  it('attack A1: on an address that nobody may contact is not asked', async () => {
    const inner = createHttp();
    const refused: HttpRequest[] = [];
    const http: HttpPort = {
      async exchange(request) {
        const { hostname } = new URL(request.url);
        if (hostname === '127.0.0.1') return inner.exchange(request);
        // What would be dialled, without dialling.
        if (mayDial(hostname, request.reach)) throw new HttpError('unreachable', 'nobody listens there');
        refused.push(request);
        throw new HttpError('refused-address', 'an address that may not be contacted');
      },
    };
    const { client, registry, app, mirror } = await world({ http, substitutes: mirror => ({ mirrors: [at('169.254.169.254'), mirror] }) });
    await registry.close();
    expect(await client.resolve(app, lookup)).toMatchObject({ via: mirror.host });
    expect(refused.map(({ url }) => new URL(url).host)).toEqual(['169.254.169.254']);
  });

  it.each<[string, Partial<Mirror>, 'tag' | 'digest']>([
    ['that keeps only what has a digest is not asked for tags', { tags: false }, 'digest'],
    ['that only names tags is not asked for digests', { digests: false }, 'tag'],
  ])('%s', async (_, changes, answered) => {
    const { client, registry, mirror, app, digest } = await world({ substitutes: mirror => ({ mirrors: [{ ...mirror, ...changes }] }) });
    await registry.close();
    const references = { tag: app, digest: reference(`${registry.host}/app@${digest}`) };
    expect(await client.resolve(references[answered], lookup)).toMatchObject({ digest, via: mirror.host });
    const asked = mirror.log.length;
    expect(await failure(client.resolve(references[answered === 'tag' ? 'digest' : 'tag'], lookup))).toMatchObject({ code: 'unreachable' });
    expect(mirror.log).toHaveLength(asked);
  });

  it('is not waited for by somebody who left', async () => {
    const { client, registry, mirror, app } = await world();
    await registry.close();
    const controller = new AbortController();
    mirror.script(mirrored, () => controller.abort());
    expect(await failure(client.resolve(app, { consent: action, signal: controller.signal }))).toMatchObject({ code: 'cancelled' });
  });
});

describe('an image that nobody may ask for', () => {
  it('is told as such, before anything is read about mirrors', async () => {
    const { client: inner, clock } = createTestClient();
    const read: string[] = [];
    const client = createMirroredClient(inner, { clock, substitutesFor: async ({ registry }) => (read.push(registry), { blocked: true, mirrors: [] }) });
    const app = reference('registry.example/app:1');
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'blocked' });
    expect(read).toEqual(['registry.example']);
    expect(await failure(client.resolve(app, { consent: background() }))).toMatchObject({ code: 'host-not-allowed' });
    expect(await failure(client.resolve(app, { consent: { ...action, offline: true } }))).toMatchObject({ code: 'offline' });
    expect(read).toEqual(['registry.example']);
  });
});

describe('an image that the machine blocks', () => {
  it('is asked of nobody, and the reason says so', async () => {
    const { client, bare, registry, mirror, app, digest } = await world({ substitutes: () => ({ blocked: true }) });
    expect(await bare.resolve(app, lookup)).toMatchObject({ digest });
    const asked = registry.log.length;
    const descriptor = { mediaType: '', digest, size: 1, annotations: {} };
    for (const ask of [client.resolve(app, lookup), client.resolveVerified(app, lookup), client.manifest(app, lookup), client.blob(app, descriptor, 9, lookup), client.referrers(app, digest, lookup)]) {
      expect(await failure(ask)).toMatchObject({ code: 'blocked', host: registry.host });
    }
    expect(registry.log).toHaveLength(asked);
    expect(mirror.log).toEqual([]);
  });
});
