import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../server/src/core/ports';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { ociManifest } from '../support/fake-registry-contents';
import { digestOf, type FakeRegistry } from '../support/fake-registry';
import { answer, fake } from './fakes';

const lookup = { consent: action };
const path = '/v2/app/manifests/1';

async function twoRegistries(): Promise<{ first: FakeRegistry; second: FakeRegistry; digest: string; app: ReturnType<typeof reference>; both: ReturnType<typeof background> }> {
  const [first, second] = [await fake({ auth: 'bearer' }), await fake()];
  const { digest } = second.putImage('app', 'x', '1');
  first.putImage('app', 'x', '1');
  return { first, second, digest, app: reference(`${first.host}/app:1`), both: background(first.host, second.host) };
}

/** Redirects those who bring a token, and asks the others for one. */
function redirectTo(registry: FakeRegistry, location: string, status = 307): void {
  registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? response.writeHead(status, { location }).end() : serve()));
}

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('with status %i is followed, and the method stays', async status => {
    const registry = await fake();
    const { digest } = registry.putImage('app', 'x', '1');
    registry.script('/v2/old/manifests/1', answer(status, { location: path }));
    const { client } = createTestClient();
    expect(await client.resolve(reference(`${registry.host}/old:1`), lookup)).toMatchObject({ digest, verified: false });
    expect(registry.log).toEqual(['HEAD /v2/old/manifests/1', `HEAD ${path}`]);
  });

  it('on the same host and port keeps the token', async () => {
    const registry = await fake({ auth: 'bearer' });
    const { digest } = registry.putImage('app', 'x', 'real');
    redirectTo(registry, '/v2/app/manifests/real');
    registry.script('/v2/app/manifests/real', (_, __, serve) => serve());
    expect(await createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup)).toMatchObject({ digest });
    expect(registry.requests.at(-1)?.headers.authorization).toMatch(/^Bearer /);
  });

  it('to another port leaves the token behind, also on the way back', async () => {
    const { first, second, app, both } = await twoRegistries();
    redirectTo(first, `http://${second.host}${path}`);
    second.script(path, answer(307, { location: `http://${first.host}/v2/app/manifests/back` }));
    await failure(createTestClient().client.resolve(app, { consent: both }));
    expect(second.requests[0]?.headers.authorization).toBeUndefined();
    expect(first.requests.find(({ path: asked }) => asked.endsWith('/back'))?.headers.authorization).toBeUndefined();
  });

  it('to another port of loopback is refused unless that is allowed', async () => {
    const { first, second, digest, app, both } = await twoRegistries();
    redirectTo(first, `http://${second.host}${path}`);
    const { client } = createTestClient();
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'host-not-allowed', host: second.host });
    expect(second.requests).toHaveLength(0);
    expect(await client.resolve(app, { consent: both })).toMatchObject({ digest });
  });

  it('to a registry that wants a token of its own gets that one', async () => {
    const [first, second] = [await fake({ auth: 'bearer' }), await fake({ auth: 'bearer' })];
    const { digest } = second.putImage('app', 'x', '1');
    redirectTo(first, `http://${second.host}${path}`);
    const seen = new Set<string>();
    first.script('/token', answer(200, {}, '{"token":"of-the-first"}'));
    first.script(/manifests/, (request, response, serve) => (request.headers.authorization === 'Bearer of-the-first' ? response.writeHead(307, { location: `http://${second.host}${path}` }).end() : serve()));
    expect(await createTestClient().client.resolve(reference(`${first.host}/app:1`), { consent: background(first.host, second.host) })).toMatchObject({ digest });
    for (const { headers } of second.requests) if (headers.authorization) seen.add(headers.authorization);
    expect([...seen]).toEqual(['Bearer token-1']);
  });

  it.each(['data:text/plain,forged', 'file:///etc/hosts', 'ftp://127.0.0.1/', 'http://registry.example/', 'https://user:secret@registry.example/', 'http://[', 'javascript:1'])(
    'to %s is refused',
    async location => {
      const registry = await fake();
      registry.script(/manifests/, answer(302, { location }));
      const error = await failure(createTestClient().client.resolveVerified(reference(`${registry.host}/app:1`), lookup));
      expect(error).toMatchObject({ code: 'bad-answer', host: registry.host });
      expect(error.message).not.toContain('secret');
    },
  );

  it.each(['https://169.254.169.254/', 'https://10.1.2.3/', 'https://0x7f.1/', 'https://[::ffff:10.0.0.1]/'])('to %s is refused', async location => {
    const registry = await fake();
    registry.script(/manifests/, answer(302, { location }));
    expect(await failure(createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup))).toMatchObject({ code: 'host-not-allowed', host: new URL(location).host });
  });

  it('without end is given up after five', async () => {
    const registry = await fake();
    registry.script(/manifests/, answer(302, { location: path }));
    expect(await failure(createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup))).toMatchObject({ code: 'bad-answer' });
    expect(registry.log).toHaveLength(6);
  });

  it('without a target is a bad answer', async () => {
    const registry = await fake();
    registry.script(/manifests/, answer(302));
    expect(await failure(createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup))).toMatchObject({ code: 'bad-answer', status: 302 });
  });
});

describe('over https', () => {
  /** A registry and its content network, without sockets. */
  function scripted(pages: Readonly<Record<string, Partial<HttpResponse>>>): { http: { exchange(request: HttpRequest): Promise<HttpResponse> }; asked: HttpRequest[] } {
    const asked: HttpRequest[] = [];
    const exchange = async (request: HttpRequest): Promise<HttpResponse> => {
      asked.push(request);
      return { status: 404, headers: {}, body: new Uint8Array(), ...pages[request.url] };
    };
    return { http: { exchange }, asked };
  }
  const digest = digestOf('x');
  const served = { status: 200, headers: { 'content-type': ociManifest, 'docker-content-digest': digest } };

  it('a redirect to another name is asked as a stranger: public addresses only, no token', async () => {
    const { http, asked } = scripted({
      'https://registry.k8s.io/v2/pause/manifests/3': { status: 307, headers: { location: 'https://europe-docker.pkg.dev/v2/k8s/pause/manifests/3' } },
      'https://europe-docker.pkg.dev/v2/k8s/pause/manifests/3': served,
    });
    expect(await createTestClient({ http }).client.resolve(reference('registry.k8s.io/pause:3'), { consent: background() })).toMatchObject({ digest });
    expect(asked.map(({ reach, method }) => `${method} ${reach}`)).toEqual(['HEAD consented', 'HEAD public']);
  });

  it.each(['http://registry.k8s.io/v2/pause/manifests/3', 'http://127.0.0.1/v2/', 'http://localhost/'])('a redirect down to %s is refused', async location => {
    const { http, asked } = scripted({ 'https://registry.k8s.io/v2/pause/manifests/3': { status: 302, headers: { location } } });
    expect(await failure(createTestClient({ http }).client.resolve(reference('registry.k8s.io/pause:3'), lookup))).toMatchObject({ code: 'bad-answer' });
    expect(asked).toHaveLength(1);
  });

  it('the token of a registry comes from where it says, asked as a stranger, and reaches nobody else', async () => {
    const manifest = 'https://registry-1.docker.io/v2/library/node/manifests/20';
    const { http, asked } = scripted({
      [manifest]: { status: 401, headers: { 'www-authenticate': 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/node:pull"' } },
      'https://auth.docker.io/token?service=registry.docker.io&scope=repository%3Alibrary%2Fnode%3Apull': { status: 200, body: Buffer.from('{"token":"canary"}') },
    });
    const exchange = async (request: HttpRequest): Promise<HttpResponse> => {
      const response = await http.exchange(request);
      if (request.url !== manifest || !request.headers['authorization']) return response;
      return { status: 302, headers: { location: 'https://cdn.registry-1.docker.io/x' }, body: new Uint8Array() };
    };
    await failure(createTestClient({ http: { exchange } }).client.resolve(reference('node:20'), { consent: background() }));
    expect(asked.slice(0, 4).map(({ url, headers, reach }) => [new URL(url).host, headers['authorization'], reach])).toEqual([
      ['registry-1.docker.io', undefined, 'consented'], ['auth.docker.io', undefined, 'public'], ['registry-1.docker.io', 'Bearer canary', 'consented'], ['cdn.registry-1.docker.io', undefined, 'public'],
    ]);
  });
});
