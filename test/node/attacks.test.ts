import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { HttpError, type HttpPort, type HttpRequest } from '../../server/src/core/ports';
import { createHttp } from '../../server/src/node/http';
import { createDials } from '../support/dials';
import { serve, serverCertificate, testAuthority } from '../support/tls-server';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function ask(http: HttpPort, url: string, more: Partial<HttpRequest> = {}): ReturnType<HttpPort['exchange']> {
  return http.exchange({ method: 'GET', url, headers: {}, timeout: 5000, maxBytes: 100_000, reach: 'public', ...more });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'answered', (error: unknown) => (error instanceof HttpError ? error.code : String(error)));
}

/** Bytes over TCP, for what node:http would not send. */
async function serveRaw(onData: (socket: Socket, nth: number) => void): Promise<{ url: string; sockets: Socket[] }> {
  const sockets: Socket[] = [];
  let requests = 0;
  const server = createTcpServer(socket => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => onData(socket, (requests += 1)));
  });
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, sockets };
}

const local = { reach: 'consented' } as const;

describe('attack A3: a name that leads to another address than it should', () => {
  const authority = testAuthority();
  const url = 'https://registry.example/';

  async function world(addresses: (nth: number) => readonly string[]) {
    const { port, sockets } = await serve({ certificate: serverCertificate({ issuer: authority, names: ['registry.example', 'xn--rgistry-cya.example'] }) });
    const dials = createDials((_, nth) => addresses(nth), () => port);
    return { http: createHttp({ ...dials, certificates: [], authorities: () => [authority.pem] }), ...dials, sockets };
  }

  it.each([
    '127.0.0.1', '127.8.8.8', '0.0.0.0', '10.0.0.1', '100.64.0.1', '172.16.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '169.254.169.254', '100.100.100.200', '168.63.129.16',
    '::', '::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b:1::1', '2002:7f00:1::', '2002:a9fe:a9fe::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1',
  ])('%s is not dialled', async address => {
    const good = await world(() => ['203.0.113.7']);
    expect(await codeOf(ask(good.http, url))).toBe('answered');
    expect(new Set(good.dialled)).toEqual(new Set(['203.0.113.7:443']));
    const bad = await world(() => [address]);
    expect(await codeOf(ask(bad.http, url))).toBe('refused-address');
    expect(bad.dialled).toEqual([]);
    expect(bad.sockets).toHaveLength(0);
  });

  it.each(['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', 'fd00:ec2::254', '64:ff9b::169.254.169.254'])('%s is not dialled with consent either, where 10.0.0.1 is', async address => {
    expect(await codeOf(ask((await world(() => ['10.0.0.1'])).http, url, local))).toBe('answered');
    const bad = await world(() => [address]);
    expect(await codeOf(ask(bad.http, url, local))).toBe('refused-address');
    expect(bad.dialled).toEqual([]);
  });

  it('a second answer of DNS is checked as the first one was, and what was checked is what is dialled', async () => {
    const { http, dialled, resolved } = await world(nth => (nth < 2 ? ['203.0.113.7'] : ['127.0.0.1']));
    // The first connection ends with the certificate, the second one is made with the authorities of the system.
    expect(await codeOf(ask(http, url))).toBe('answered');
    const before = dialled.length;
    // An idle socket needs no look-up; another one does.
    expect(await Promise.all([codeOf(ask(http, url)), codeOf(ask(http, url))])).toEqual(expect.arrayContaining(['answered', 'refused-address']));
    expect(dialled).toHaveLength(before);
    expect(resolved).toHaveLength(before + 1);
  });

  it('of several addresses only those are dialled that may be', async () => {
    const { http, dialled } = await world(() => ['169.254.169.254', '10.0.0.1', '203.0.113.7', '::1', '2001:db8::7']);
    expect(await codeOf(ask(http, url))).toBe('answered');
    expect(new Set(dialled)).toEqual(new Set(['203.0.113.7:443', '2001:db8::7:443']));
  });

  it.each(['https://REGISTRY.example/', 'https://registry.example./', 'https://r\u00e9gistry.example/'])('%s is no way around', async spelling => {
    const bad = await world(() => ['10.0.0.1']);
    expect(await codeOf(ask(bad.http, spelling))).toBe('refused-address');
    expect(bad.dialled).toEqual([]);
  });

  it.each([
    'https://2130706433/', 'https://0x7f000001/', 'https://017700000001/', 'https://127.1/', 'https://0/', 'https://127.0.0.1./', 'https://\uff11\uff12\uff17.0.0.1/', 'https://[::ffff:127.0.0.1]/', 'https://[64:ff9b::7f00:1]/',
  ])('%s is an address that is written out, and not dialled', async spelling => {
    const { http, dialled, resolved } = await world(() => ['203.0.113.7']);
    expect(await codeOf(ask(http, 'https://203.0.113.7/'))).toBe('tls');
    const before = dialled.length;
    expect(before).toBeGreaterThan(0);
    expect(await codeOf(ask(http, spelling))).toBe('refused-address');
    expect(dialled).toHaveLength(before);
    expect(resolved).toEqual([]);
  });
});

describe('attack A6: a body or a wait without end', () => {
  const head = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

  it('an endless body is cut off at its limit, and its socket closed', async () => {
    const chunk = `400\r\n${'x'.repeat(1024)}\r\n`;
    const { url, sockets } = await serveRaw((socket, nth) => {
      if (nth === 1) return void socket.write(`${head}${chunk}0\r\n\r\n`);
      socket.write(head);
      const timer = setInterval(() => socket.write(chunk.repeat(16)), 1);
      socket.on('close', () => clearInterval(timer));
    });
    const http = createHttp();
    expect((await ask(http, url, local)).body).toHaveLength(1024);
    expect(await codeOf(ask(http, url, local))).toBe('too-large');
    await expect.poll(() => sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(0);
  });

  it.each([['no headers', ''], ['half a head', 'HTTP/1.1 200 OK\r\nx: '], ['no body', head], ['half a body', `${head}400\r\nhalf`]])('%s: given up at the deadline, and the socket closed', async (_, sent) => {
    const { url, sockets } = await serveRaw((socket, nth) => void socket.write(nth === 1 ? 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok' : sent));
    const http = createHttp();
    expect(await codeOf(ask(http, url, { ...local, timeout: 2000 }))).toBe('answered');
    const waiting = new Promise(resolve => setTimeout(resolve, 2500, 'still waiting'));
    expect(await Promise.race([codeOf(ask(http, url, { ...local, timeout: 80 })), waiting])).toBe('timeout');
    await expect.poll(() => sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(0);
  });

  it('a declared length counts before the first byte', async () => {
    const { url } = await serveRaw((socket, nth) => void socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${nth === 1 ? 1 : 100_001}\r\n\r\nx`));
    const http = createHttp();
    expect(await codeOf(ask(http, url, local))).toBe('answered');
    expect(await codeOf(ask(http, url, { ...local, timeout: 2000 }))).toBe('too-large');
  });
});

describe('attack A7: a body that grows when it is unpacked', () => {
  it('nothing is unpacked, and nothing packed is asked for', async () => {
    const small = 'x'.repeat(1000);
    const packed = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const { port, requests } = await serve({
      listener: (request, response) => (request.url === '/plain' ? response.end(small) : response.setHeader('content-encoding', 'gzip').end(packed)),
    });
    const http = createHttp();
    expect((await ask(http, `http://127.0.0.1:${port}/plain`, local)).body).toHaveLength(1000);
    const { body } = await ask(http, `http://127.0.0.1:${port}/`, { ...local, maxBytes: 64 * 1024 * 1024 });
    expect(Buffer.from(body).equals(packed)).toBe(true);
    expect(requests.map(({ headers }) => headers['accept-encoding'])).toEqual(['identity', 'identity']);
  });
});

describe('attack A23: an answer with a body to HEAD, or one to nothing', () => {
  const real = 'HTTP/1.1 200 OK\r\nx: real\r\ncontent-length: 2\r\n\r\n';
  const forged = 'HTTP/1.1 200 OK\r\nx: forged\r\ncontent-length: 2\r\n\r\n';
  const marks = async (http: HttpPort, url: string): Promise<string | undefined> => (await ask(http, url, { ...local, method: 'HEAD' })).headers['x'];

  it.each([['a body', 'ok'], ['a second answer', forged]])('%s that follows an answer to HEAD is not the answer to the next one', async (_, extra) => {
    const { url } = await serveRaw((socket, nth) => void socket.write(nth === 2 ? `${real}${extra}` : real));
    const http = createHttp();
    expect(await marks(http, url)).toBe('real');
    await ask(http, url, { ...local, method: 'HEAD' }).catch(() => undefined);
    expect(await marks(http, url)).toBe('real');
  });

  it('an idle socket that speaks is not asked again', async () => {
    const { url, sockets } = await serveRaw((socket, nth) => {
      socket.write(real);
      if (nth === 2) setTimeout(() => socket.write(forged), 10);
    });
    const http = createHttp();
    expect([await marks(http, url), await marks(http, url)]).toEqual(['real', 'real']);
    expect(sockets).toHaveLength(1);
    await vi.waitFor(() => expect(sockets[0]?.destroyed).toBe(true), 2000);
    expect(await marks(http, url)).toBe('real');
    expect(sockets).toHaveLength(2);
  });
});
