import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { FetchAnswer, FetchRequest } from '../../server/src/core/editor-fetch';
import { createEditorRequests } from '../../server/src/node/editor-requests';
import { createDials } from '../support/dials';
import { serve, serverCertificate, testAuthority, type Served } from '../support/tls-server';

const authority = testAuthority();
const never = new AbortController().signal;
const asked: FetchRequest = {
  method: 'GET', url: 'https://registry.example/v2/', headers: { authorization: 'Bearer canary' }, timeout: 5000, maxBytes: 1000, reach: 'public', insecure: false,
};

interface World {
  readonly mayFetch?: () => boolean;
  readonly addresses?: readonly string[];
}

function editor(port: number, { mayFetch = () => true, addresses = ['203.0.113.7'] }: World = {}) {
  const dials = createDials(() => addresses, () => port);
  const fetch = createEditorRequests({ version: '1', mayFetch, ...dials, certificates: [], authorities: () => [authority.pem] });
  const ask = (more: object = {}, signal = never): Promise<FetchAnswer> => fetch({ ...asked, ...more }, signal);
  return { ask, dials };
}

const good = (): Promise<Served> => serve({ certificate: serverCertificate({ issuer: authority }) });

const originals = { http: http.request, https: https.request, agent: https.globalAgent };
afterEach(() => {
  Object.assign(http, { request: originals.http });
  Object.assign(https, { request: originals.https, globalAgent: originals.agent });
  syncBuiltinESMExports();
});

/** As VS Code changes the module in its extension host: the agent of the caller is gone, and another one is in its place. */
function patched(agent: https.Agent): void {
  const request = (url: URL, options: https.RequestOptions, ...rest: []): http.ClientRequest => originals.https(url, { ...options, agent }, ...rest);
  Object.assign(https, { request });
  syncBuiltinESMExports();
}

describe('what the editor fetches', () => {
  it('comes back with status, headers and bytes', async () => {
    const { port, requests } = await serve({
      certificate: serverCertificate({ issuer: authority }),
      listener: (_, response) => response.writeHead(201, [['X-One', 'a'], ['X-One', 'b']].flat()).end(Buffer.from([0, 255, 10])),
    });
    const answer = await editor(port).ask();
    expect(answer).toMatchObject({ ok: true, status: 201, headers: { 'x-one': 'a, b' }, body: Buffer.from([0, 255, 10]).toString('base64') });
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer canary', 'accept-encoding': 'identity', 'user-agent': 'plimsoll/1' });
  });

  it.each([
    ['another scheme', { url: 'file:///etc/hosts' }, 'refused-url'], ['data', { url: 'data:text/plain,x' }, 'refused-url'], ['http', { url: 'http://registry.example/' }, 'refused-url'],
    ['credentials in the URL', { url: 'https://user:secret@registry.example/' }, 'refused-url'], ['a metadata address', { url: 'https://169.254.169.254/', reach: 'consented' }, 'refused-address'],
    ['a private address without consent', { url: 'https://10.0.0.1/' }, 'refused-address'], ['a reach of its own', { url: 'https://10.0.0.1/', reach: 'everything' }, 'refused-address'],
    ['no size', { maxBytes: Infinity }, 'refused-url'], ['too large a size', { maxBytes: 1e9 }, 'refused-url'], ['no deadline', { timeout: Infinity }, 'refused-url'], ['a deadline too far', { timeout: 1e7 }, 'refused-url'],
    ['another method', { method: 'DELETE' }, 'refused-url'], ['a header that is none', { headers: { 'a\r\nb': 'x' } }, 'refused-url'], ['no URL', { url: 7 }, 'refused-url'], ['a body that is none', { body: {} }, 'refused-url'],
  ])('is refused with %s, before anything is dialled', async (_, more, code) => {
    const { port, sockets } = await good();
    const { ask, dials } = editor(port);
    expect(await ask(more)).toMatchObject({ ok: false, code });
    expect(dials.dialled).toEqual([]);
    expect(sockets).toHaveLength(0);
    expect(await ask()).toMatchObject({ ok: true });
  });

  it('is nothing in an untrusted workspace, whatever the server says', async () => {
    const { port, sockets } = await good();
    let trusted = false;
    const { ask } = editor(port, { mayFetch: () => trusted });
    expect(await ask()).toMatchObject({ ok: false, code: 'refused-url' });
    expect(sockets).toHaveLength(0);
    trusted = true;
    expect(await ask()).toMatchObject({ ok: true });
  });

  it('keeps to size, deadline and cancellation', async () => {
    const large = await serve({ certificate: serverCertificate({ issuer: authority }), listener: (_, response) => response.end(Buffer.alloc(1001)) });
    expect(await editor(large.port).ask()).toMatchObject({ ok: false, code: 'too-large' });
    const silent = await serve({ certificate: serverCertificate({ issuer: authority }), listener: () => undefined });
    expect(await editor(silent.port).ask({ timeout: 80 })).toMatchObject({ ok: false, code: 'timeout' });
    const cancelled = new AbortController();
    const running = editor(silent.port).ask({}, cancelled.signal);
    await expect.poll(() => silent.requests.length).toBe(1);
    cancelled.abort();
    expect(await running).toMatchObject({ ok: false, code: 'cancelled' });
  });

  it('says what is wrong with a certificate, unless the host needs none', async () => {
    const { port, requests } = await serve({ certificate: serverCertificate() });
    const { ask } = editor(port);
    expect(await ask()).toMatchObject({ ok: false, code: 'tls', problem: 'self-signed' });
    expect(requests).toHaveLength(0);
    expect(await ask({ insecure: true })).toMatchObject({ ok: true });
    expect(await ask()).toMatchObject({ ok: false, code: 'tls' });
    expect(requests).toHaveLength(1);
  });
});

describe('where VS Code takes the agent away', () => {
  /** As its own: it keeps sockets, and dials whatever the look-up of the request gives. */
  class EditorsAgent extends https.Agent {
    readonly port: number;

    constructor(port: number, options: https.AgentOptions = {}) {
      super({ keepAlive: true, ...options });
      this.port = port;
    }
    override createConnection(options: https.RequestOptions): ReturnType<https.Agent['createConnection']> {
      const { dial } = createDials(() => [], () => this.port);
      return super.createConnection({ ...dial(options), ca: authority.pem });
    }
  }

  it('private addresses stay refused, and a socket to one serves nobody else', async () => {
    const { port, sockets, requests } = await good();
    patched(new EditorsAgent(port));
    expect(await editor(port).ask()).toMatchObject({ ok: true });
    const inside = editor(port, { addresses: ['10.0.0.1'] });
    expect(await inside.ask({ reach: 'consented' })).toMatchObject({ ok: true });
    await expect.poll(() => requests.length).toBe(2);
    const private10 = editor(port, { addresses: ['10.0.0.1'] });
    expect(await private10.ask({ url: 'https://registry.example:8443/' })).toMatchObject({ ok: false, code: 'refused-address' });
    expect(await private10.ask({ url: 'https://registry.example:8443/', reach: 'consented' })).toMatchObject({ ok: true });
    expect(await private10.ask({ url: 'https://registry.example:8443/' })).toMatchObject({ ok: false, code: 'refused-address' });
    expect(sockets).toHaveLength(3);
  });

  it('a certificate that nobody vouches for is refused before the request is written, even if the editor lets it pass', async () => {
    const { port, requests, sockets } = await serve({ certificate: serverCertificate() });
    patched(new EditorsAgent(port, { rejectUnauthorized: false }));
    expect(await editor(port).ask()).toMatchObject({ ok: false, code: 'tls', problem: 'self-signed' });
    expect(sockets.length).toBeGreaterThan(0);
    expect(requests).toHaveLength(0);
  });

  it.each([[407, 'proxy-login', 'proxy'], [401, 'proxy-login', 'proxy'], [403, 'proxy-refused', 'proxy'], [200, 'proxy-refused', 'proxy'], [502, undefined, 'unreachable']] as const)(
    'the %i of a proxy is not taken for the answer of the registry', async (status, problem, code) => {
      class Replaying extends https.Agent {
        override createConnection(): Socket {
          // What https-proxy-agent does: the proxy's answer, over a socket that goes nowhere.
          const socket = new Socket({ writable: false });
          Object.assign(socket, { readable: true, write: () => true });
          setTimeout(() => {
            socket.push(`HTTP/1.1 ${status} x\r\nwww-authenticate: Bearer realm="https://evil.example/token"\r\ncontent-length: 0\r\n\r\n`);
            socket.push(null);
          }, 5);
          return socket;
        }
      }
      patched(new Replaying());
      const answer = await editor(1).ask({ timeout: 500 });
      expect(answer).toMatchObject({ ok: false, code, ...(problem ? { problem } : {}) });
      expect(JSON.stringify(answer)).not.toContain('evil');
    },
  );

  it('nothing is written where TLS is missing', async () => {
    const plain = await serve();
    class Plain extends https.Agent {
      override createConnection(options: https.RequestOptions): ReturnType<https.Agent['createConnection']> {
        return http.globalAgent.createConnection({ ...options, host: '127.0.0.1', port: plain.port });
      }
    }
    patched(new Plain());
    expect(await editor(1).ask({ timeout: 1000 })).toMatchObject({ ok: false, code: 'proxy' });
    expect(plain.requests).toHaveLength(0);
  });
});
