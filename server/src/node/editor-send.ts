/**
 * Requests by Node's own http and https, which VS Code has changed in its extension host: it gives them proxies, their logins
 * and further certificates. It also throws our agent away where it takes over, so what has to hold is asked of each request.
 */
import { lookup as systemLookup } from 'node:dns';
import { request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { codeOf, errorWith, type ProxyErrorCode } from './http-error';
import type { Send, Sent } from './http-exchange';
import { guardedLookup, type ResolveHost } from './http-lookup';
import type { Route } from './http-route';

export function overEditor(resolveHost: ResolveHost = systemLookup): (routeNow: () => Route) => Send {
  return routeNow => (exchange, headers) => new Promise((resolve, reject) => {
    const { request, url, controller } = exchange;
    const { agents, isInsecure } = routeNow();
    const insecure = isInsecure(url.host);
    const options: RequestOptions = {
      method: request.method,
      headers,
      signal: controller.signal,
      agent: agents.for(url, request.reach),
      lookup: guardedLookup(resolveHost, request.reach),
      rejectUnauthorized: !insecure,
      // A part of the name that Node keeps idle sockets under: those to private addresses are not for everybody.
      sessionIdContext: `plimsoll-${request.reach}`,
    };
    const sent = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options);
    exchange.inner = sent;
    if (url.protocol === 'https:') sent.once('socket', socket => vet(sent, socket, insecure));
    sent.once('error', error => reject(namedError(error)));
    sent.once('response', response => {
      const refusal = url.protocol === 'https:' ? proxyRefusal(response) : undefined;
      if (refusal === undefined) return resolve(headOf(response));
      response.destroy();
      reject(errorWith(refusal));
    });
    sent.end(request.body);
  });
}

/** Before a byte of the request is written: whatever brought the socket about, it is TLS with a certificate that holds. */
function vet(sent: ClientRequest, socket: Socket, insecure: boolean): void {
  if (!isTls(socket)) {
    // What a proxy answers in the registry's place comes over a socket that nothing can be written to.
    if (socket.writable) sent.destroy(errorWith('ERR_PROXY_GARBAGE'));
    return;
  }
  const check = (): void => {
    if (!socket.authorized && !insecure) sent.destroy(Object.assign(new Error('certificate'), { code: String(socket.authorizationError) }));
  };
  if ((socket as { secureConnecting?: boolean }).secureConnecting === false) check();
  else socket.once('secureConnect', check);
}

function isTls(socket: Socket): socket is TLSSocket {
  return 'encrypted' in socket && socket.encrypted === true;
}

/** VS Code hands a proxy's refusal on as if the registry had said it. */
function proxyRefusal({ socket, statusCode = 0 }: IncomingMessage): ProxyErrorCode | undefined {
  if (isTls(socket)) return undefined;
  if (statusCode === 407 || statusCode === 401) return 'ERR_PROXY_LOGIN';
  return statusCode >= 502 && statusCode <= 504 ? 'ERR_PROXY_GATEWAY' : 'ERR_PROXY_REFUSED';
}

/** VS Code's own error has no code. */
function namedError(error: Error): Error {
  return codeOf(error) === 'Error' && error.message.includes('connection to proxies') ? errorWith('ERR_PROXY_UNREACHABLE') : error;
}

function headOf(response: IncomingMessage): Sent {
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let at = 0; at < response.rawHeaders.length; at += 2) {
    const name = (response.rawHeaders[at] ?? '').toLowerCase();
    const value = response.rawHeaders[at + 1] ?? '';
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  return { status: response.statusCode ?? 0, headers: { ...headers }, body: response };
}
