import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import type { HttpErrorCode, HttpPort, HttpRequest } from '../../server/src/core/ports';
import { createHttp } from '../../server/src/node/http';
import type { ResolveHost } from '../../server/src/node/http-lookup';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

interface Started {
  readonly url: string;
  readonly port: number;
  readonly sockets: Socket[];
  readonly requests: IncomingMessage[];
}

async function listen(server: Server | ReturnType<typeof createTcpServer>, requests: IncomingMessage[] = []): Promise<Started> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, port, sockets, requests };
}

function serve(listener: RequestListener): Promise<Started> {
  const requests: IncomingMessage[] = [];
  return listen(createServer((request, response) => {
    requests.push(request);
    listener(request, response);
  }), requests);
}

/** A server of bytes, for what node:http would not send. */
function serveRaw(onRequest: (socket: Socket, nthRequest: number, nthSocket: number) => void): Promise<Started> {
  let requests = 0;
  let sockets = 0;
  return listen(createTcpServer(socket => {
    const nthSocket = (sockets += 1);
    socket.on('data', () => onRequest(socket, (requests += 1), nthSocket));
  }));
}

function ask(http: HttpPort, url: string, more: Partial<HttpRequest> = {}): ReturnType<HttpPort['exchange']> {
  return http.exchange({ method: 'GET', url, headers: {}, timeout: 5000, maxBytes: 1000, reach: 'consented', ...more });
}

async function codeOf(promise: Promise<unknown>): Promise<HttpErrorCode | 'answered'> {
  return promise.then(() => 'answered' as const, (error: { code: HttpErrorCode }) => error.code);
}

const ok = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';

describe('an exchange', () => {
  it('answers with status, headers in lower case and bytes', async () => {
    const { url, requests } = await serve((_, response) => response.writeHead(418, [['X-One', 'a'], ['X-One', 'b']].flat()).end('tea'));
    const answer = await ask(createHttp({ version: '1.2.3' }), url, { headers: { accept: 'a/b' } });
    expect(answer.status).toBe(418);
    expect(answer.headers['x-one']).toBe('a, b');
    expect(Buffer.from(answer.body).toString()).toBe('tea');
    expect(requests[0]?.headers).toMatchObject({ accept: 'a/b', 'accept-encoding': 'identity', 'user-agent': 'plimsoll/1.2.3' });
  });

  it('makes many HEADs over one socket', async () => {
    const { url, sockets, requests } = await serve((_, response) => response.setHeader('content-length', 5_000_000).end());
    const http = createHttp();
    for (let count = 0; count < 5; count += 1) await ask(http, url, { method: 'HEAD' });
    expect(requests).toHaveLength(5);
    expect(sockets).toHaveLength(1);
  });

  it.each(['/elsewhere', 'data:text/plain,forged', 'file:///etc/hosts', '::::'])('takes a redirect to %s for an answer', async location => {
    const { url, requests } = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await ask(createHttp(), url)).toMatchObject({ status: 302, headers: { location } });
    expect(requests).toHaveLength(1);
  });

  it('does not unpack a body that nobody asked to be packed', async () => {
    const packed = gzipSync('x'.repeat(100_000));
    const { url } = await serve((_, response) => response.setHeader('content-encoding', 'gzip').end(packed));
    const { body } = await ask(createHttp(), url);
    expect(Buffer.from(body).equals(packed)).toBe(true);
  });
});

describe('the size of a body', () => {
  it('may be as large as the limit', async () => {
    const { url } = await serve((_, response) => response.end(Buffer.alloc(1000)));
    expect((await ask(createHttp(), url)).body).toHaveLength(1000);
  });

  it('is cut off beyond it, declared or not', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/declared') response.setHeader('content-length', 1001);
      response.write(Buffer.alloc(500));
      response.end(Buffer.alloc(501));
    });
    expect(await codeOf(ask(createHttp(), url))).toBe('too-large');
    expect(await codeOf(ask(createHttp(), `${url}declared`))).toBe('too-large');
  });

  it('ends an endless one and its socket', async () => {
    let close = (): void => undefined;
    const closed = new Promise<void>(resolve => (close = resolve));
    const { url } = await serve((request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(300)), 1);
      request.socket.on('close', () => {
        clearInterval(timer);
        close();
      });
    });
    expect(await codeOf(ask(createHttp(), url))).toBe('too-large');
    await closed;
  });

  it('keeps the status of a failure that explains itself at length, and blocks nobody', async () => {
    const { url } = await serve((_, response) => response.writeHead(404).end(Buffer.alloc(1024 * 1024)));
    const http = createHttp();
    for (let count = 0; count < 10; count += 1) {
      const { status, body } = await ask(http, url, { maxBytes: 4 * 1024 * 1024 });
      expect(status).toBe(404);
      expect(body.length).toBeLessThanOrEqual(64 * 1024);
    }
  });
});

describe('the end of waiting', () => {
  const short = { timeout: 60 };
  it('comes when nothing is answered', async () => {
    const { url } = await serve(() => undefined);
    expect(await codeOf(ask(createHttp(), url, short))).toBe('timeout');
  });

  it('comes when the body stops', async () => {
    const { url } = await serve((_, response) => void response.write('half'));
    expect(await codeOf(ask(createHttp(), url, short))).toBe('timeout');
  });

  it('comes when the body trickles', async () => {
    const { url } = await serve((request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      request.socket.on('close', () => clearInterval(timer));
    });
    expect(await codeOf(ask(createHttp(), url, short))).toBe('timeout');
  });

  it('comes earlier while there is no connection', async () => {
    const never: ResolveHost = () => undefined;
    expect(await codeOf(ask(createHttp({ resolve: never, connectTimeout: 30 }), 'https://registry.example/'))).toBe('timeout');
  });

  it('comes with cancellation, before and during', async () => {
    const { url, requests } = await serve(() => undefined);
    const controller = new AbortController();
    const running = codeOf(ask(createHttp(), url, { signal: controller.signal }));
    await expect.poll(() => requests.length).toBe(1);
    controller.abort();
    expect(await running).toBe('cancelled');
    expect(await codeOf(ask(createHttp(), url, { signal: controller.signal }))).toBe('cancelled');
    expect(requests).toHaveLength(1);
  });
});

describe('a connection that fails', () => {
  it('is unreachable when nobody listens', async () => {
    const { url } = await serve(() => undefined);
    for (const cleanup of cleanups.splice(0)) cleanup();
    expect(await codeOf(ask(createHttp(), url))).toBe('unreachable');
  });

  it('is taken up again at once when an idle socket had died', async () => {
    const { url, sockets } = await serveRaw((socket, nthRequest) => (nthRequest === 2 ? socket.destroy() : socket.write(ok)));
    const http = createHttp();
    await ask(http, url);
    expect((await ask(http, url)).status).toBe(200);
    expect(sockets).toHaveLength(2);
  });

  it('is reset when a fresh one dies, and left at that', async () => {
    const { url, sockets } = await serveRaw(socket => socket.destroy());
    expect(await codeOf(ask(createHttp(), url))).toBe('reset');
    expect(sockets).toHaveLength(1);
  });

  it('is reset when the body is shorter than declared', async () => {
    const { url } = await serveRaw(socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\nhalf'));
    expect(await codeOf(ask(createHttp(), url))).toBe('reset');
  });

  it('is reset when chunks break off', async () => {
    const { url } = await serveRaw(socket => socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'));
    expect(await codeOf(ask(createHttp(), url))).toBe('reset');
  });

  it('is too large when the headers are', async () => {
    const { url } = await serveRaw(socket => socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`));
    expect(await codeOf(ask(createHttp(), url))).toBe('too-large');
  });

  it('is a matter of TLS when the other side speaks none', async () => {
    const { port } = await serveRaw(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await codeOf(ask(createHttp(), `https://127.0.0.1:${port}/`))).toBe('tls');
  });
});

describe('where a request may go', () => {
  it.each([
    'file:///etc/hosts', 'data:text/plain,x', 'ftp://registry.example/', 'http://registry.example/', 'http://10.0.0.1/', 'http://127.0.0.1.example/',
    'http://localhost.example/', 'https://user:secret@registry.example/', 'https://', 'registry.example',
  ])('not to %s', async url => {
    expect(await codeOf(ask(createHttp(), url))).toBe('refused-url');
  });

  it('not to an address that is written out, in whatever spelling', async () => {
    const { port, sockets } = await serveRaw(socket => socket.write(ok));
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      expect(await codeOf(ask(createHttp(), `https://${host}:${port}/`, { reach: 'public' }))).toBe('refused-address');
    }
    expect(await codeOf(ask(createHttp(), 'https://169.254.169.254/'))).toBe('refused-address');
    expect(await codeOf(ask(createHttp(), `http://127.0.0.1:${port}/`, { reach: 'public' }))).toBe('refused-address');
    expect(sockets).toHaveLength(0);
  });

  it('not to an address that a name leads to', async () => {
    const { port, sockets } = await serveRaw(socket => socket.write(ok));
    const leadingTo = (...addresses: string[]): HttpPort => createHttp({
      resolve: (_, __, callback) => callback(null, addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))),
    });
    const url = `https://registry.example:${port}/`;
    for (const address of ['127.0.0.1', '10.0.0.1', '::1', '::ffff:127.0.0.1', 'fd00::1', '169.254.169.254']) {
      expect(await codeOf(ask(leadingTo(address), url, { reach: 'public' }))).toBe('refused-address');
    }
    expect(await codeOf(ask(leadingTo('127.0.0.1', '10.0.0.1'), url, { reach: 'public' }))).toBe('refused-address');
    expect(await codeOf(ask(leadingTo('169.254.169.254', 'fe80::1'), url))).toBe('refused-address');
    expect(sockets).toHaveLength(0);
  });

  it('to the addresses that are left, and only those', async () => {
    const { port } = await serve((_, response) => response.end('here'));
    const http = createHttp({ resolve: (_, __, callback) => callback(null, [{ address: '169.254.169.254', family: 4 }, { address: '127.0.0.1', family: 4 }]) });
    expect((await ask(http, `http://localhost:${port}/`)).status).toBe(200);
  });

  it('does not reach a private address over a socket that somebody else consented to', async () => {
    const { port, sockets } = await serve((_, response) => response.end('here'));
    const http = createHttp({ resolve: (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]) });
    const url = `http://localhost:${port}/`;
    await ask(http, url);
    expect(await codeOf(ask(http, url, { reach: 'public' }))).toBe('refused-address');
    expect(sockets).toHaveLength(1);
  });
});
