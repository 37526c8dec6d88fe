import type { ClientRequest } from 'node:http';
import { HttpError, type HttpRequest } from '../core/ports';

/** One request on its way. */
export interface Exchange {
  readonly request: HttpRequest;
  url: URL;
  readonly controller: AbortController;
  /** Why we ended it ourselves. */
  ended?: HttpError;
  /** Node's own request, once an agent has it. */
  inner?: ClientRequest;
  answered: boolean;
}

/** The head of an answer. Leaving the loop over `body` destroys it and its socket. */
export interface Sent {
  readonly status: number;
  /** Names in lower case; several headers of one name are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Sends one request, follows nothing, unpacks nothing, and gives up when the exchange's controller aborts. */
export type Send = (exchange: Exchange, headers: Readonly<Record<string, string>>) => Promise<Sent>;

/** Ends the exchange at its deadline or when it is cancelled; returns what takes the bounds away again. */
export function bound(exchange: Exchange): () => void {
  const { request } = exchange;
  const cancel = (): void => end(exchange, new HttpError('cancelled', 'cancelled'));
  const timer = setTimeout(() => end(exchange, new HttpError('timeout', `no answer within ${request.timeout} ms`)), request.timeout);
  if (request.signal?.aborted) cancel();
  request.signal?.addEventListener('abort', cancel);
  return () => {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', cancel);
  };
}

/** Ends the exchange unless its connection stands in time. */
export function watchConnect(exchange: Exchange, inner: ClientRequest, milliseconds: number): void {
  inner.once('socket', socket => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => end(exchange, new HttpError('timeout', `no connection within ${milliseconds} ms`)), milliseconds);
    const done = (): void => clearTimeout(timer);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', done);
    socket.once('close', done);
  });
}

function end(exchange: Exchange, error: HttpError): void {
  exchange.ended ??= error;
  exchange.controller.abort();
}

/** An idle socket that the server closed just as we took it up: nobody has seen the request, so it is sent again at once. */
export function isStale({ inner, answered, request }: Exchange): boolean {
  return inner?.reusedSocket === true && !answered && request.method !== 'POST';
}
