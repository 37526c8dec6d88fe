/**
 * A way through a proxy by CONNECT, over TLS from end to end. Our own, because the library for it (https-proxy-agent) hands
 * the proxy's refusal on as if the registry had answered it: a proxy's 401 would be answered with the registry's login.
 */
import { request, type IncomingMessage } from 'node:http';
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { codeOf, errorWith, type ProxyErrorCode } from './http-error';
import type { Dial } from './http-lookup';
import type { Proxy } from './proxy-choice';
import type { TlsTrust } from './tls-trust';

export interface TunnelParts {
  readonly dial: Dial;
  /** Where the proxy's own host name may lead. */
  readonly lookup: LookupFunction;
  readonly trust: TlsTrust;
}

/** Statuses of a proxy that is well and could not get through. */
const gateway: ReadonlySet<number> = new Set([502, 503, 504]);

/** `target`: host:port. The socket is connected to it, with nothing read; rejects with a code of http-error.ts. */
export function openTunnel(proxy: Proxy, target: string, parts: TunnelParts & { readonly signal: AbortSignal }): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = dialProxy(proxy, parts);
    // Whoever has the socket next hears of an error too; in between nobody does, and one without a listener ends the process.
    socket.on('error', () => undefined);
    const fail = (error: Error): void => {
      socket.destroy();
      reject(error);
    };
    const abandon = (): void => fail(errorWith('ECANCELED'));
    if (parts.signal.aborted) return abandon();
    parts.signal.addEventListener('abort', abandon);
    let stands = false;
    socket.once(proxy.secure ? 'secureConnect' : 'connect', () => (stands = true));
    const asking = request({
      method: 'CONNECT', path: target, setHost: false, createConnection: () => socket,
      headers: { host: target, ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }) },
    });
    asking.once('connect', (answer, _, head: Buffer) => {
      parts.signal.removeEventListener('abort', abandon);
      const refusal = refusalOf(answer, head);
      if (refusal !== undefined) return fail(errorWith(refusal));
      resolve(socket);
    });
    // Any answer to CONNECT is a `connect`; what Node cannot read at all, or a connection that ends, is an error.
    asking.once('error', error => fail(isOurs(error) ? error : errorWith(stands ? 'ERR_PROXY_GARBAGE' : 'ERR_PROXY_UNREACHABLE')));
    asking.end();
  });
}

function dialProxy({ secure, host, port }: Proxy, { dial, lookup, trust }: TunnelParts): Socket {
  const options = dial({ host, port, lookup });
  if (!secure) return connectTcp(options);
  // A company's proxy has a certificate of the company, so the operating system's word is needed at once.
  trust.widen(trust.width());
  // No setting excuses a proxy from having one: it is to be shown a login.
  return connectTls({ ...options, ...trust.optionsFor(host), rejectUnauthorized: true, ...(isIP(host) === 0 ? { servername: host } : {}) });
}

function refusalOf({ statusCode = 0 }: IncomingMessage, head: Buffer): ProxyErrorCode | undefined {
  // Whoever speaks before the registry was greeted is the proxy.
  if (statusCode >= 200 && statusCode < 300) return head.length === 0 ? undefined : 'ERR_PROXY_GARBAGE';
  if (statusCode === 407 || statusCode === 401) return 'ERR_PROXY_LOGIN';
  return gateway.has(statusCode) ? 'ERR_PROXY_GATEWAY' : 'ERR_PROXY_REFUSED';
}

function isOurs(error: unknown): boolean {
  return codeOf(error) === 'ECANCELED';
}
