import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createHttp } from '../../server/src/node/http';
import { createDials } from '../support/dials';
import { fake } from '../oci/fakes';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import { serve, serverCertificate, testAuthority } from '../support/tls-server';

const authority = testAuthority();
const names = ['registry.example', 'cdn.registry.example', 'auth.example', 'cdn.example', 'evil.example'];
const digest = `sha256:${'a'.repeat(64)}`;
const lookup = { consent: action };

interface Asked {
  readonly host: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

type Page = (response: ServerResponse, request: IncomingMessage) => void;

/** Hosts over https, all on one server. `pages` by `host[:port]/path`; `addresses` where a name leads elsewhere than to a public one. */
async function world(pages: Readonly<Record<string, Page>>, addresses: Readonly<Record<string, readonly string[]>> = {}) {
  const asked: Asked[] = [];
  const listener: RequestListener = (request, response) => {
    const { host = '', authorization } = request.headers;
    const path = (request.url ?? '').split('?')[0] as string;
    asked.push({ host, path, authorization });
    (pages[`${host}${path}`] ?? (missing => missing.writeHead(404).end()))(response, request);
  };
  const server = await serve({ certificate: serverCertificate({ issuer: authority, names }), listener });
  const dials = createDials(host => addresses[host] ?? ['203.0.113.7'], () => server.port);
  const { client, lines } = createTestClient({ http: createHttp({ ...dials, certificates: [], authorities: () => [authority.pem] }), limits: { retries: 0 } });
  return { resolving: () => client.resolve(reference('registry.example/app:1'), lookup), asked, lines, ...dials };
}

const manifest = '/v2/app/manifests/1';
const served: Page = response => response.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json', 'docker-content-digest': digest, 'content-length': 2 }).end();
const token: Page = response => response.end('{"token":"canary"}');
const challenge = (realm: string): Page => (response, request) => {
  if (request.headers.authorization === undefined) response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="x",scope="repository:app:pull"` }).end();
  else served(response, request);
};
const redirect = (location: string): Page => response => void response.writeHead(307, { location }).end();

describe('attack A3: a registry that sends us into the private network', () => {
  const inside = { 'auth.example': ['10.0.0.1'], 'cdn.example': ['127.0.0.1'], 'registry.example': ['203.0.113.7'] };

  it.each([
    ['its token realm', { [`registry.example${manifest}`]: challenge('https://auth.example/token'), 'auth.example/token': token }, 'auth.example'],
    ['a redirect', { [`registry.example${manifest}`]: redirect(`https://cdn.example${manifest}`), [`cdn.example${manifest}`]: served }, 'cdn.example'],
    ['another port of its own', { [`registry.example${manifest}`]: redirect(`https://registry.example:8443${manifest}`), [`registry.example:8443${manifest}`]: served }, 'registry.example:8443'],
  ])('by %s', async (_, pages, host) => {
    const good = await world(pages);
    expect(await good.resolving()).toMatchObject({ digest });
    expect(good.asked.map(each => each.host)).toContain(host);
    // The registry itself may be in the private network: it was consented to. What it names may not.
    const bad = await world(pages, host === 'registry.example:8443' ? { 'registry.example': ['10.0.0.2'] } : inside);
    expect(await failure(bad.resolving())).toMatchObject({ code: 'host-not-allowed', host });
    expect(bad.asked.map(each => each.host)).not.toContain(host);
    expect(bad.dialled.filter(address => !/^(203\.0\.113\.7|10\.0\.0\.2):443$/.test(address))).toEqual([]);
  });

  it.each(['https://127.0.0.1/token', 'https://[::1]/token', 'https://0x0a000001/token', 'https://169.254.169.254/token', 'https://0.0.0.0/token', 'https://[::ffff:10.0.0.1]/token'])('by the realm %s', async realm => {
    const page = `registry.example${manifest}`;
    expect(await (await world({ [page]: challenge('https://auth.example/token'), 'auth.example/token': token })).resolving()).toMatchObject({ digest });
    const bad = await world({ [page]: challenge(realm) });
    expect(await failure(bad.resolving())).toMatchObject({ code: 'host-not-allowed' });
    expect(bad.dialled.filter(address => !address.startsWith('203.0.113.7:'))).toEqual([]);
  });

  it('by a name that leads elsewhere the second time', async () => {
    const pages = { [`registry.example${manifest}`]: challenge('https://auth.example/token'), 'auth.example/token': token };
    const good = await world(pages);
    expect(await good.resolving()).toMatchObject({ digest });
    const bad = await world(pages, { 'auth.example': ['203.0.113.9', '10.0.0.1'] });
    expect(await bad.resolving()).toMatchObject({ digest });
    expect(bad.dialled.filter(address => address.startsWith('10.'))).toEqual([]);
  });
});

describe('attack A4: a redirect that takes the token along', () => {
  /** Redirects those who bring a token. */
  const whenAuthorized = (location: string): Page => (response, request) => (request.headers.authorization === undefined ? challenge('https://auth.example/token')(response, request) : redirect(location)(response, request));
  const redirecting = (location: string, target = new URL(location, `https://registry.example${manifest}`)) => world({
    [`registry.example${manifest}`]: whenAuthorized(location), 'auth.example/token': token,
    [`${target.host}${target.pathname}`]: target.pathname === manifest && target.host === 'registry.example' ? whenAuthorized(location) : served,
  });

  it.each([
    ['another port', `https://registry.example:8443${manifest}`], ['a host below', `https://cdn.registry.example${manifest}`], ['another host', `https://evil.example${manifest}`], ['another host, without a scheme', `//evil.example${manifest}`],
  ])('to %s', async (_, location) => {
    const within = await redirecting('/v2/app/manifests/real');
    expect(await within.resolving()).toMatchObject({ digest });
    expect(within.asked.at(-1)).toEqual({ host: 'registry.example', path: '/v2/app/manifests/real', authorization: 'Bearer canary' });
    const away = await redirecting(location);
    await away.resolving();
    expect(away.asked.filter(({ authorization }) => authorization !== undefined).map(({ host }) => host)).toEqual(['registry.example']);
    expect(away.asked.at(-1)).toMatchObject({ authorization: undefined });
  });

  it.each([`http://registry.example${manifest}`, `http://127.0.0.1${manifest}`, 'data:text/plain,x', 'file:///etc/hosts', 'javascript:1'])('to %s, which is not followed at all', async location => {
    expect(await (await redirecting('/v2/app/manifests/real')).resolving()).toMatchObject({ digest });
    const { resolving, asked, lines } = await redirecting(location);
    expect(await failure(resolving())).toMatchObject({ code: 'bad-answer' });
    expect(asked.filter(({ host }) => !['registry.example', 'auth.example'].includes(host))).toEqual([]);
    expect(lines.join()).not.toContain('canary');
  });

  it('again and again: five times, and not a sixth', async () => {
    const hops = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`registry.example/v2/app/manifests/${index + 1}`, redirect(`/v2/app/manifests/${index + 2}`)] as const));
    expect(await (await world({ ...hops(5), 'registry.example/v2/app/manifests/6': served })).resolving()).toMatchObject({ digest });
    const six = await world({ ...hops(6), 'registry.example/v2/app/manifests/7': served });
    expect(await failure(six.resolving())).toMatchObject({ code: 'bad-answer' });
    expect(six.asked).toHaveLength(6);
  });

  it('between two ports of loopback, of which the other is allowed', async () => {
    const [first, second] = [await fake({ auth: 'bearer' }), await fake()];
    second.putImage('app', 'x', '1');
    first.script(/manifests/, (request, response, serving) => (request.headers.authorization ? response.writeHead(307, { location: `http://${second.host}${manifest}` }).end() : serving()));
    await createTestClient().client.resolve(reference(`${first.host}/app:1`), { consent: { ...action, allowedHosts: [second.host] } });
    expect(second.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
