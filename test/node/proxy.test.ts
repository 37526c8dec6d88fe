import { describe, expect, it } from 'vitest';
import { defaultNetwork, type ProxySettings } from '../../server/src/core/network-settings';
import type { HttpError, HttpPort, HttpRequest } from '../../server/src/core/ports';
import { createHttp, type HttpOptions } from '../../server/src/node/http';
import { connectProxy, type ConnectProxy } from '../support/connect-proxy';
import { createDials } from '../support/dials';
import { serve, serverCertificate, testAuthority, type Served } from '../support/tls-server';

const authority = testAuthority();
const authorization = 'Bearer registry-canary';

function http(proxy: Partial<ProxySettings>, more: HttpOptions = {}): HttpPort {
  const settings = { ...defaultNetwork, proxy: { ...defaultNetwork.proxy, ...proxy } };
  return createHttp({ settings: () => settings, authorities: () => [authority.pem], certificates: [], ...more });
}

function ask(port: HttpPort, more: Partial<HttpRequest> = {}): ReturnType<HttpPort['exchange']> {
  return port.exchange({ method: 'GET', url: 'https://registry.example/v2/', headers: { authorization }, timeout: 5000, maxBytes: 1000, reach: 'consented', ...more });
}

async function failure(promise: Promise<unknown>): Promise<HttpError> {
  return promise.then(() => expect.fail('it was answered'), (error: unknown) => error as HttpError);
}

async function registryBehind(options: Parameters<typeof connectProxy>[0] = {}): Promise<{ registry: Served; proxy: ConnectProxy }> {
  const registry = await serve({ certificate: serverCertificate({ issuer: authority }) });
  return { registry, proxy: await connectProxy({ leadsTo: () => registry.port, ...options }) };
}

describe('through a proxy', () => {
  it('goes by name, over TLS from end to end, and many requests share one tunnel', async () => {
    const { registry, proxy } = await registryBehind();
    const port = http({ url: proxy.url });
    for (let count = 0; count < 5; count += 1) expect((await ask(port, { method: 'HEAD' })).status).toBe(200);
    expect(registry.requests).toHaveLength(5);
    expect(registry.requests[0]?.headers.authorization).toBe(authorization);
    // The first tunnel ended with a certificate of an authority that was not known yet.
    expect(proxy.asked.map(({ target }) => target)).toEqual(['registry.example:443', 'registry.example:443']);
    expect(proxy.seen()).not.toContain('registry-canary');
  });

  it('names the port, and an IPv6 address in brackets', async () => {
    const { proxy } = await registryBehind();
    const port = http({ url: proxy.url });
    await ask(port, { url: 'https://registry.example:8443/v2/' });
    await failure(ask(port, { url: 'https://[2001:db8::1]:5000/v2/' }));
    expect(proxy.asked.map(({ target }) => target)).toEqual(['registry.example:8443', 'registry.example:8443', '[2001:db8::1]:5000']);
  });

  it.each(['http.proxy', 'http.proxyAuthorization'])('shows the login of %s to the proxy, and to nobody else', async where => {
    const { registry, proxy } = await registryBehind({ login: 'user:p@ss:word' });
    const basic = `Basic ${Buffer.from('user:p@ss:word').toString('base64')}`;
    const port = where === 'http.proxy' ? http({ url: proxy.url.replace('//', '//user:p%40ss%3Aword@') }) : http({ url: proxy.url, authorization: basic });
    expect((await ask(port)).status).toBe(200);
    expect(proxy.asked[0]?.head.toLowerCase()).toContain(`proxy-authorization: ${basic.toLowerCase()}`);
    expect(registry.requests.map(({ headers }) => headers['proxy-authorization'])).toEqual([undefined]);
  });

  it('is spoken to over TLS where its URL is https', async () => {
    const { registry, proxy } = await registryBehind({ certificate: serverCertificate({ issuer: authority, names: ['127.0.0.1'] }), login: 'user:secret' });
    expect((await ask(http({ url: proxy.url.replace('//', '//user:secret@') }))).status).toBe(200);
    expect(registry.requests).toHaveLength(1);
  });

  it('shows nothing to a proxy whose certificate nobody vouches for, insecure registry or not', async () => {
    const { registry, proxy } = await registryBehind({ certificate: serverCertificate({ names: ['127.0.0.1'] }) });
    const settings = { ...defaultNetwork, insecureRegistries: [proxy.host, '127.0.0.1'], proxy: { ...defaultNetwork.proxy, url: proxy.url } };
    expect(await failure(ask(http({}, { settings: () => settings })))).toMatchObject({ code: 'proxy', problem: 'proxy-unreachable' });
    expect(proxy.asked).toEqual([]);
    expect(registry.sockets).toHaveLength(0);
  });

  it('does not lead to a certificate that is for another host', async () => {
    const registry = await serve({ certificate: serverCertificate({ issuer: authority, names: ['other.example'] }) });
    const proxy = await connectProxy({ leadsTo: () => registry.port });
    expect(await failure(ask(http({ url: proxy.url })))).toMatchObject({ code: 'tls', problem: 'wrong-host' });
    expect(registry.requests).toHaveLength(0);
  });

  it('leaves addresses that are written out refused, and names to the proxy', async () => {
    const { proxy } = await registryBehind();
    const dials = createDials(() => ['169.254.169.254'], () => 1);
    const port = http({ url: proxy.url }, { resolve: dials.resolve });
    for (const url of ['https://169.254.169.254/', 'https://[fd00:ec2::254]/', 'https://0xa9fea9fe/']) expect((await failure(ask(port, { url }))).code).toBe('refused-address');
    for (const url of ['https://10.0.0.1/', 'https://[::ffff:10.0.0.1]/']) expect((await failure(ask(port, { url, reach: 'public' }))).code).toBe('refused-address');
    expect(proxy.asked).toEqual([]);
    expect((await ask(port, { reach: 'public' })).status).toBe(200);
    expect(dials.resolved).toEqual([]);
  });

  it('does not look for the proxy at a metadata address', async () => {
    const dials = createDials(() => ['169.254.169.254'], () => 1);
    expect(await failure(ask(http({ url: 'http://proxy.example:3128' }, dials)))).toMatchObject({ code: 'proxy', problem: 'proxy-unreachable' });
    expect(dials.dialled).toEqual([]);
  });
});

describe('a proxy that does not lead to the registry', () => {
  const login = 'HTTP/1.1 401 Unauthorized\r\nwww-authenticate: Bearer realm="https://evil.example/token",service="x"\r\ncontent-length: 4\r\n\r\nevil';
  it.each([
    ['wants a login', 'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="x"\r\n\r\n', 'proxy', 'proxy-login'],
    ['answers like a registry that wants a login', login, 'proxy', 'proxy-login'],
    ['refuses', 'HTTP/1.1 403 Forbidden\r\ncontent-length: 2\r\n\r\nno', 'proxy', 'proxy-refused'],
    ['redirects', 'HTTP/1.1 302 Found\r\nlocation: https://evil.example/\r\n\r\n', 'proxy', 'proxy-refused'],
    ['cannot get through', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'unreachable', undefined],
    ['speaks before the registry was greeted', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi', 'proxy', 'proxy-garbage'],
    ['answers with something else than HTTP', 'SSH-2.0-OpenSSH_9\r\n', 'proxy', 'proxy-garbage'],
    ['hangs up', '', 'proxy', 'proxy-garbage'],
  ])('%s: one clear error, and it never sees what is for the registry', async (_, answers, code, problem) => {
    const proxy = await connectProxy({ answers });
    const error = await failure(ask(http({ url: proxy.url.replace('//', '//user:proxy-canary@') })));
    expect(error).toMatchObject({ code, problem });
    expect(JSON.stringify([error, error.message, error.stack])).not.toContain('canary');
    expect(proxy.asked).toHaveLength(1);
    expect(proxy.seen()).not.toContain('registry-canary');
  });

  it('is not there', async () => {
    const proxy = await connectProxy();
    const gone = proxy.url.replace(/\d+$/, '1');
    expect(await failure(ask(http({ url: gone })))).toMatchObject({ code: 'proxy', problem: 'proxy-unreachable' });
  });

  it.each(['socks5://127.0.0.1:1080', 'http://', 'pac+http://x/'])('is none that we can speak to: %s', async url => {
    expect(await failure(ask(http({ url })))).toMatchObject({ code: 'proxy', problem: 'proxy-unusable' });
  });

  it('says nothing: the connection is given up in time, and with the request', async () => {
    const proxy = await connectProxy({ answers: null });
    expect(await failure(ask(http({ url: proxy.url }, { connectTimeout: 30 })))).toMatchObject({ code: 'timeout', message: 'ETIMEDOUT' });
    expect(await failure(ask(http({ url: proxy.url }), { timeout: 30 }))).toMatchObject({ code: 'timeout' });
    const cancelled = new AbortController();
    const running = failure(ask(http({ url: proxy.url }), { signal: cancelled.signal }));
    await expect.poll(() => proxy.asked.length).toBe(3);
    cancelled.abort();
    expect(await running).toMatchObject({ code: 'cancelled' });
    await expect.poll(() => proxy.sockets.filter(({ destroyed }) => !destroyed).length).toBe(0);
  });

  it('lets a TLS handshake take no longer than a connection may', async () => {
    const silent = await connectProxy({ answers: null });
    const proxy = await connectProxy({ leadsTo: () => Number(new URL(silent.url).port) });
    expect(await failure(ask(http({ url: proxy.url }, { connectTimeout: 50 })))).toMatchObject({ code: 'timeout', message: 'ETIMEDOUT' });
    await expect.poll(() => silent.sockets.filter(({ destroyed }) => !destroyed).length).toBe(0);
  });
});

describe('the settings of a proxy', () => {
  it('count from the next request on', async () => {
    const { registry, proxy } = await registryBehind();
    const second = await connectProxy({ leadsTo: () => registry.port });
    let settings = { ...defaultNetwork, proxy: { ...defaultNetwork.proxy, url: proxy.url } };
    const port = createHttp({ settings: () => settings, authorities: () => [authority.pem], certificates: [] });
    await ask(port);
    settings = { ...settings, proxy: { ...settings.proxy, url: second.url } };
    await ask(port);
    expect([proxy.asked.length, second.asked.length, registry.requests.length]).toEqual([2, 1, 2]);
    // The same once more, in an object of its own: nothing is made anew.
    settings = { ...settings };
    await ask(port);
    expect(second.asked).toHaveLength(1);
    // Of the first proxy nothing is left.
    await expect.poll(() => proxy.sockets.filter(({ destroyed }) => !destroyed).length).toBe(0);
  });
});
