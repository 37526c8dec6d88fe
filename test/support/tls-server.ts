/** Servers over TLS on loopback, with certificates made for the occasion. */
import { createServer as createPlainServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach } from 'vitest';
import { authorityExtensions, certify, extension, usage, type Issued } from './certificates';
import { der, sequence, type Der } from './der';

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';
const day = 86_400_000;

/** An authority that nobody trusts unless told. */
export function testAuthority(name = 'Test Authority'): Issued {
  return certify({ subject: [['CN', name]], extensions: authorityExtensions });
}

export interface ServerCertificate {
  readonly issuer?: Issued;
  readonly names?: readonly string[];
  /** Days from now. */
  readonly from?: number;
  readonly until?: number;
}

/** Signed by itself where there is no issuer. */
export function serverCertificate({ issuer, names = ['registry.example'], from = -1, until = 1 }: ServerCertificate = {}): Issued {
  const subject = [['CN', `${names.join()} ${issuer ? 'issued' : 'alone'} ${from} ${until}`]] as const;
  const times = { from: new Date(Date.now() + from * day), until: new Date(Date.now() + until * day) };
  const alternatives = extension('2.5.29.17', false, sequence(...names.map(alternativeName)));
  return certify({ subject, ...(issuer ? { issuer } : {}), ...times, extensions: [alternatives, usage.extended([serverAuth])] });
}

/** What a client shows of itself. */
export function clientCertificate(issuer: Issued): Issued {
  return certify({ subject: [['CN', 'client']], issuer, extensions: [usage.extended([clientAuth])] });
}

function alternativeName(name: string): Der {
  const octets = name.split('.').map(Number);
  return octets.length === 4 && octets.every(Number.isInteger) ? der(0x87, Buffer.from(octets)) : der(0x82, Buffer.from(name));
}

export function keyPem({ privateKey }: Issued): string {
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
}

export interface Served {
  readonly port: number;
  readonly requests: IncomingMessage[];
  /** Connections, whatever became of them. */
  readonly sockets: Socket[];
}

const running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running.splice(0)) stop();
});

export interface ServeOptions {
  readonly certificate?: Issued;
  /** Clients must have a certificate of this authority. */
  readonly clients?: Issued;
  readonly listener?: RequestListener;
}

/** Answers `ok`, over TLS where there is a certificate; gone after the test. */
export async function serve({ certificate, clients, listener = (_, response) => response.setHeader('content-length', 2).end('ok') }: ServeOptions = {}): Promise<Served> {
  const requests: IncomingMessage[] = [];
  const answer: RequestListener = (request, response) => {
    requests.push(request);
    listener(request, response);
  };
  const mutual = clients ? { ca: clients.pem, requestCert: true, rejectUnauthorized: true } : {};
  const server = certificate ? createServer({ cert: certificate.pem, key: keyPem(certificate), ...mutual }, answer) : createPlainServer(answer);
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
  running.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, requests, sockets };
}
