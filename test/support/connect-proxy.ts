/** A proxy on loopback that leads every host to where the test says, or misbehaves. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach } from 'vitest';
import type { Issued } from './certificates';
import { keyPem } from './tls-server';

export interface ConnectProxyOptions {
  /** `user:password` that it wants, by Basic. */
  readonly login?: string;
  /** Port on loopback that a target (host:port) is led to. */
  readonly leadsTo?: (target: string) => number;
  /** What it answers in the place of leading anywhere; null: nothing, ever. */
  readonly answers?: string | null;
  /** It is spoken to over TLS. */
  readonly certificate?: Issued;
}

export interface ConnectProxy {
  readonly url: string;
  readonly host: string;
  /** `CONNECT target` of each request, with the headers as they came. */
  readonly asked: { readonly target: string; readonly head: string }[];
  readonly sockets: Socket[];
  /** All that it was sent, what went through it too. */
  seen(): string;
}

const running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop();
});

export async function connectProxy(options: ConnectProxyOptions = {}): Promise<ConnectProxy> {
  const { certificate } = options;
  const asked: { target: string; head: string }[] = [];
  const sockets: Socket[] = [];
  const bytes: Buffer[] = [];
  const accept = (socket: Socket): void => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => bytes.push(data));
    socket.once('data', (data: Buffer) => answer(socket, data, { ...options, asked }));
  };
  const server = certificate ? createTlsServer({ cert: certificate.pem, key: keyPem(certificate) }, accept) : createServer(accept);
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  running.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `${certificate ? 'https' : 'http'}://${host}`, host, asked, sockets, seen: () => Buffer.concat(bytes).toString('latin1') };
}

function answer(socket: Socket, data: Buffer, { login, leadsTo, answers, asked }: ConnectProxyOptions & { asked: { target: string; head: string }[] }): void {
  const head = data.toString('latin1');
  const target = /^CONNECT (\S+) HTTP\/1\.1\r\n/.exec(head)?.[1] ?? '';
  asked.push({ target, head });
  if (answers === null) return;
  if (answers !== undefined) return void socket.end(answers);
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  if (wanted !== undefined && !new RegExp(`^proxy-authorization: ${wanted}\r$`, 'im').test(head)) {
    return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic realm="proxy"\r\ncontent-length: 0\r\n\r\n');
  }
  const further = connect(leadsTo?.(target) ?? 1, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.pipe(further).pipe(socket);
  });
  further.on('error', () => void socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n'));
  socket.on('close', () => further.destroy());
}
