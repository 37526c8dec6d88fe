/**
 * HTTP over node-fetch, which keeps sockets alive after a HEAD where Node's own fetch closes them. Everything that it is
 * too trusting about is done here: redirects, schemes, addresses, deadlines, sizes.
 */
import type { ClientRequest } from 'node:http';
import type { Response } from 'node-fetch';
import { HttpError, type HttpPort, type HttpRequest, type HttpResponse } from '../core/ports';
import { mayDial } from './address';
import { createAgents, tapped, type ResolveHost } from './http-agents';
import { toHttpError } from './http-error';

export interface HttpOptions {
  /** Of Plimsoll, for the User-Agent header. */
  readonly version?: string;
  readonly resolve?: ResolveHost;
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connectTimeout?: number;
}

/** The body of an answer that is no success explains itself within this many bytes; the rest is not waited for. */
const mostErrorBytes = 64 * 1024;
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** One request on its way. */
interface Exchange {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly controller: AbortController;
  /** Why we ended it ourselves. */
  ended?: HttpError;
  /** Node's own request, once an agent has it. */
  inner?: ClientRequest;
  answered: boolean;
}

export function createHttp({ version, resolve, connectTimeout = 5000 }: HttpOptions = {}): HttpPort {
  const agentFor = createAgents(resolve);
  const userAgent = version === undefined ? 'plimsoll' : `plimsoll/${version}`;

  async function once(exchange: Exchange): Promise<HttpResponse> {
    const { request, url, controller } = exchange;
    const { default: fetch } = await import('node-fetch');
    const agent = tapped(agentFor(url, request.reach), inner => {
      exchange.inner = inner;
      watchConnect(exchange, inner, connectTimeout);
    });
    const response = await fetch(url, {
      method: request.method,
      headers: { 'user-agent': userAgent, ...request.headers, 'accept-encoding': 'identity' },
      body: request.body ?? null,
      redirect: 'manual',
      compress: false,
      signal: controller.signal,
      agent,
    });
    exchange.answered = true;
    const body = await readBody(response, request);
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  }

  /** Each turn uses up an idle socket, so there are few. */
  async function untilFresh(exchange: Exchange): Promise<HttpResponse> {
    try {
      return await once(exchange);
    } catch (error) {
      const failure = exchange.ended ?? toHttpError(error);
      if (failure.code === 'reset' && isStale(exchange)) return await untilFresh(exchange);
      throw failure;
    }
  }

  async function exchange(request: HttpRequest): Promise<HttpResponse> {
    const started: Exchange = { request, url: checkedUrl(request), controller: new AbortController(), answered: false };
    const stop = bound(started);
    try {
      if (started.ended) throw started.ended;
      return await untilFresh(started);
    } finally {
      stop();
    }
  }

  return { exchange };
}

/** Throws HttpError unless the URL is one that may be asked for. Host names are checked again when they are resolved. */
function checkedUrl({ url, reach }: HttpRequest): URL {
  if (!URL.canParse(url)) throw new HttpError('refused-url', 'no URL');
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') throw new HttpError('refused-url', 'a URL with credentials');
  const allowed = parsed.protocol === 'https:' || (parsed.protocol === 'http:' && loopback.test(parsed.hostname));
  if (!allowed) throw new HttpError('refused-url', `${parsed.protocol} to this host`);
  if (isLiteral(parsed.hostname) && !mayDial(parsed.hostname.replace(/^\[|\]$/g, ''), reach)) {
    throw new HttpError('refused-address', 'an address that may not be contacted');
  }
  return parsed;
}

/** URL has turned every spelling of an address (decimal, octal, hexadecimal) into the usual one. */
function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

/** Ends the exchange at its deadline or when it is cancelled; returns what takes the bounds away again. */
function bound(exchange: Exchange): () => void {
  const { request, controller } = exchange;
  const end = (error: HttpError): void => {
    exchange.ended ??= error;
    controller.abort();
  };
  const cancel = (): void => end(new HttpError('cancelled', 'cancelled'));
  const timer = setTimeout(() => end(new HttpError('timeout', `no answer within ${request.timeout} ms`)), request.timeout);
  if (request.signal?.aborted) cancel();
  request.signal?.addEventListener('abort', cancel);
  return () => {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cancel);
  };
}

function watchConnect(exchange: Exchange, inner: ClientRequest, milliseconds: number): void {
  inner.once('socket', socket => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      exchange.ended ??= new HttpError('timeout', `no connection within ${milliseconds} ms`);
      exchange.controller.abort();
    }, milliseconds);
    const done = (): void => clearTimeout(timer);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', done);
    socket.once('close', done);
  });
}

/** An idle socket that the server closed just as we took it up: nobody has seen the request, so it is sent again at once. */
function isStale({ inner, answered, request }: Exchange): boolean {
  return inner?.reusedSocket === true && !answered && request.method !== 'POST';
}

/** Leaving the loop destroys the body and its socket, so that an unread rest blocks nobody. */
async function readBody(response: Response, { method, maxBytes }: HttpRequest): Promise<Uint8Array> {
  const most = response.ok ? maxBytes : Math.min(maxBytes, mostErrorBytes);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    length += bytes.length;
    if (length > most || (method !== 'HEAD' && Number(response.headers.get('content-length')) > most)) {
      if (response.ok) throw new HttpError('too-large', `more than ${most} bytes`);
      break;
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
