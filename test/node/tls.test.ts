import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defaultNetwork } from '../../server/src/core/network-settings';
import type { HttpError, HttpPort, HttpRequest, HttpResponse } from '../../server/src/core/ports';
import { readHostCertificates } from '../../server/src/node/certificate-files';
import { createHttp, type HttpOptions } from '../../server/src/node/http';
import { createDials } from '../support/dials';
import { clientCertificate, keyPem, serve, serverCertificate, testAuthority } from '../support/tls-server';

const authority = testAuthority();
const good = serverCertificate({ issuer: authority });

/** `registry.example` is at `port` on loopback. */
function http(port: number, more: HttpOptions = {}): HttpPort {
  const { resolve, dial } = createDials(() => ['203.0.113.7'], () => port);
  return createHttp({ resolve, dial, authorities: () => [authority.pem], certificates: [], ...more });
}

function insecure(...insecureRegistries: string[]): HttpOptions {
  const settings = { ...defaultNetwork, insecureRegistries };
  return { settings: () => settings };
}

function ask(port: HttpPort, more: Partial<HttpRequest> = {}): Promise<HttpResponse> {
  return port.exchange({ method: 'GET', url: 'https://registry.example/', headers: { authorization: 'Bearer canary' }, timeout: 5000, maxBytes: 1000, reach: 'public', ...more });
}

async function failure(promise: Promise<unknown>): Promise<HttpError> {
  return promise.then(() => expect.fail('it was answered'), (error: unknown) => error as HttpError);
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A `certs.d` with files for one host. */
function certificates(host: string, files: Readonly<Record<string, string>>): HttpOptions {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-certs-'));
  folders.push(folder);
  mkdirSync(join(folder, host));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, host, name), text);
  return { certificates: [folder] };
}

describe('a certificate', () => {
  it('is believed when an authority of the operating system vouches for it, which is asked only then, and once', async () => {
    const { port, sockets, requests } = await serve({ certificate: good });
    let asked = 0;
    const client = http(port, { authorities: () => ((asked += 1), [authority.pem]) });
    await Promise.all([ask(client), ask(client), ask(client)]);
    await ask(client);
    expect(asked).toBe(1);
    expect(requests).toHaveLength(4);
    expect(sockets.length).toBeLessThanOrEqual(6);
  });

  it.each([
    ['that it signed itself', serverCertificate(), 'self-signed'],
    ['of an authority that nobody knows', serverCertificate({ issuer: testAuthority('Somebody Else') }), 'unknown-authority'],
    ['that has expired', serverCertificate({ issuer: authority, from: -3, until: -1 }), 'expired'],
    ['that is not valid yet', serverCertificate({ issuer: authority, from: 1, until: 3 }), 'not-yet-valid'],
    ['for another host', serverCertificate({ issuer: authority, names: ['registry.example.evil'] }), 'wrong-host'],
  ])('%s is refused, by its own name, and no request is sent', async (_, certificate, problem) => {
    const { port, requests } = await serve({ certificate });
    expect(await failure(ask(http(port)))).toMatchObject({ code: 'tls', problem });
    expect(requests).toHaveLength(0);
    // It is the certificate alone: with a good one the same is answered.
    expect((await ask(http((await serve({ certificate: good })).port))).status).toBe(200);
  });

  it.each([
    ['that it signed itself', serverCertificate()], ['that has expired', serverCertificate({ issuer: authority, from: -3, until: -1 })],
    ['for another host', serverCertificate({ issuer: authority, names: ['x.example'] })],
  ])('%s is taken from an insecure registry, and from no other host or port', async (_, certificate) => {
    const { port, requests } = await serve({ certificate });
    const client = http(port, insecure('Registry.Example', 'registry.example:5000'));
    expect((await ask(client)).status).toBe(200);
    expect((await ask(client, { url: 'https://registry.example:5000/' })).status).toBe(200);
    for (const url of ['https://registry.example:5001/', 'https://cdn.registry.example/', 'https://registry.example.evil/']) expect(await failure(ask(client, { url }))).toMatchObject({ code: 'tls' });
    expect(requests).toHaveLength(2);
  });

  it('is demanded whatever the environment says, and that is told once', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const { port, requests } = await serve({ certificate: serverCertificate() });
      const warnings: string[] = [];
      const client = http(port, { environment: process.env, log: { warn: text => void warnings.push(text) } });
      expect(await failure(ask(client))).toMatchObject({ code: 'tls', problem: 'self-signed' });
      expect(await failure(ask(client))).toMatchObject({ code: 'tls' });
      expect(requests).toHaveLength(0);
      expect(warnings).toEqual([expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed/)]);
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
  });

  it('of an authority that NODE_EXTRA_CA_CERTS names counts beside those of the system', async () => {
    const other = testAuthority('Extra');
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-certs-'));
    folders.push(folder);
    writeFileSync(join(folder, 'extra.pem'), other.pem);
    const { port } = await serve({ certificate: serverCertificate({ issuer: other }) });
    expect((await failure(ask(http(port)))).problem).toBe('unknown-authority');
    expect((await ask(http(port, { environment: { NODE_EXTRA_CA_CERTS: join(folder, 'extra.pem') } }))).status).toBe(200);
  });
});

describe('the certificates that Docker keeps by host', () => {
  it('are believed for that host, port and all', async () => {
    const other = testAuthority('By Host');
    const { port } = await serve({ certificate: serverCertificate({ issuer: other }) });
    const kept = certificates('registry.example:5000', { 'ca.crt': other.pem, 'notes.txt': 'x' });
    expect((await ask(http(port, kept), { url: 'https://registry.example:5000/' })).status).toBe(200);
    for (const url of ['https://registry.example/', 'https://registry.example:5001/']) expect((await failure(ask(http(port, kept), { url }))).problem).toBe('unknown-authority');
  });

  it('are shown to a registry that wants one of us', async () => {
    const { port, requests } = await serve({ certificate: good, clients: authority });
    await failure(ask(http(port)));
    expect(requests).toHaveLength(0);
    const own = clientCertificate(authority);
    expect((await ask(http(port, certificates('registry.example', { 'client.cert': own.pem, 'client.key': keyPem(own) })))).status).toBe(200);
  });

  it('are not looked for outside their folder, whatever a host is called', async () => {
    const [outside = ''] = certificates('x', { 'ca.crt': authority.pem }).certificates ?? [];
    mkdirSync(join(outside, 'x', 'certs.d'));
    expect(readHostCertificates([outside], 'x').authorities).toEqual([authority.pem]);
    for (const host of ['..', '../x', '.', '', 'x/../../x', '..\\x', 'x\0', '%2e%2e']) expect(readHostCertificates([join(outside, 'x', 'certs.d')], host).authorities).toEqual([]);
  });

  it.each([['no certificate', 'hello'], ['half of one', authority.pem.slice(0, 200)], ['too large', `${authority.pem}${' '.repeat(3 * 1024 * 1024)}`]])('that are %s change nothing', async (_, text) => {
    const { port } = await serve({ certificate: good });
    expect((await ask(http(port, certificates('registry.example', { 'ca.crt': text, 'client.cert': text, 'client.key': text })))).status).toBe(200);
  });
});

describe('an insecure registry', () => {
  it('is asked over http where it speaks no TLS, from then on at once', async () => {
    const { port, requests, sockets } = await serve();
    const client = http(port, insecure('registry.example'));
    for (let count = 0; count < 3; count += 1) expect((await ask(client, { method: 'HEAD' })).status).toBe(200);
    expect(requests).toHaveLength(3);
    expect(sockets).toHaveLength(2);
  });

  it('is alone in that', async () => {
    const { port, requests } = await serve();
    expect(await failure(ask(http(port)))).toMatchObject({ code: 'tls', problem: 'no-tls' });
    expect(await failure(ask(http(port), { url: 'http://registry.example/' }))).toMatchObject({ code: 'refused-url' });
    expect(await failure(ask(http(port, insecure('registry.example:5000'))))).toMatchObject({ code: 'tls' });
    expect(requests).toHaveLength(0);
  });

  it('is not asked over http where TLS only failed at something else', async () => {
    const { port, requests } = await serve({ certificate: good, clients: testAuthority('Clients') });
    await failure(ask(http(port, insecure('registry.example'))));
    expect(requests).toHaveLength(0);
  });
});
