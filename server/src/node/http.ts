/**
 * HTTP over node-fetch, which keeps sockets alive after a HEAD where Node's own fetch closes them. Everything that it is
 * too trusting about is done here: redirects, schemes, addresses, deadlines, sizes.
 */
import { HttpError, type HttpPort, type HttpRequest, type HttpResponse, type LogPort } from '../core/ports';
import { tapped } from './http-agents';
import { createAttempts } from './http-attempts';
import { checkedUrl } from './http-checks';
import { bound, watchConnect, type Exchange, type Send, type Sent } from './http-exchange';
import { createRoutes, type Route, type RouteOptions } from './http-route';

export interface HttpOptions extends RouteOptions {
  /** Of Plimsoll, for the User-Agent header. */
  readonly version?: string;
  readonly log?: Pick<LogPort, 'warn'>;
  /** What puts requests on the wire: node-fetch, unless somebody else has to. */
  readonly send?: (route: () => Route) => Send;
}

/** The body of an answer that is no success explains itself within this many bytes; the rest is not waited for. */
const mostErrorBytes = 64 * 1024;

export function createHttp(options: HttpOptions = {}): HttpPort {
  const { version, environment, log, connectTimeout = 5000 } = options;
  const routeNow = createRoutes(options, connectTimeout);
  const send = options.send?.(routeNow) ?? overFetch(routeNow, connectTimeout);
  const userAgent = version === undefined ? 'plimsoll' : `plimsoll/${version}`;
  if (environment?.['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    log?.warn('NODE_TLS_REJECT_UNAUTHORIZED=0 is not obeyed: certificates are checked, but those of plimsoll.insecureRegistries');
  }

  async function once(exchange: Exchange): Promise<HttpResponse> {
    const { request } = exchange;
    const sent = await send(exchange, { 'user-agent': userAgent, ...request.headers, 'accept-encoding': 'identity' });
    exchange.answered = true;
    return { status: sent.status, headers: sent.headers, body: await readBody(sent, request) };
  }

  const attempt = createAttempts(once, routeNow);

  async function exchange(request: HttpRequest): Promise<HttpResponse> {
    const started: Exchange = { request, url: checkedUrl(request), controller: new AbortController(), answered: false };
    const stop = bound(started);
    try {
      if (started.ended) throw started.ended;
      return await attempt(started);
    } finally {
      stop();
    }
  }

  return { exchange };
}

function overFetch(routeNow: () => Route, connectTimeout: number): Send {
  return async (exchange, headers) => {
    const { request, url, controller } = exchange;
    const { default: fetch } = await import('node-fetch');
    const agent = tapped(routeNow().agents.for(url, request.reach), controller.signal, inner => {
      exchange.inner = inner;
      watchConnect(exchange, inner, connectTimeout);
    });
    const { status, headers: answered, body } = await fetch(url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      redirect: 'manual',
      compress: false,
      signal: controller.signal,
      agent,
    });
    return { status, headers: Object.fromEntries(answered), body: body as AsyncIterable<Uint8Array> | null };
  };
}

/** Leaving the loop destroys the body and its socket, so that an unread rest blocks nobody. */
async function readBody({ status, headers, body }: Sent, { method, maxBytes }: HttpRequest): Promise<Uint8Array> {
  const ok = status >= 200 && status < 300;
  const most = ok ? maxBytes : Math.min(maxBytes, mostErrorBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const bytes of body ?? []) {
    length += bytes.length;
    if (length > most || (method !== 'HEAD' && Number(headers['content-length']) > most)) {
      if (ok) throw new HttpError('too-large', `more than ${most} bytes`);
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
