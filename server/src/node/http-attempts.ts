import { HttpError, type HttpProblem, type HttpResponse } from '../core/ports';
import { toHttpError } from './http-error';
import { isStale, type Exchange } from './http-exchange';
import type { Route } from './http-route';
import { asSecure, speaksNoTls } from './insecure';

/** What further authorities could put right. */
const untrusted: ReadonlySet<HttpProblem | undefined> = new Set<HttpProblem>(['self-signed', 'unknown-authority']);

type Attempt = (exchange: Exchange) => Promise<HttpResponse>;

/** `once` as often as it takes until an answer, or a failure, is that of the server. No request reaches it twice. */
export function createAttempts(once: Attempt, routeNow: () => Route): Attempt {
  /** Insecure registries that speak no TLS at all. */
  const plainHosts = new Set<string>();

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

  /** Where the handshake failed nothing was sent, so that whatever it was may be sent again. */
  async function trusting(exchange: Exchange): Promise<HttpResponse> {
    const { trust } = routeNow();
    const width = trust.width();
    try {
      return await untilFresh(exchange);
    } catch (error) {
      if (error instanceof HttpError && untrusted.has(error.problem) && trust.widen(width)) return await untilFresh(exchange);
      throw error;
    }
  }

  /** An insecure registry is asked over TLS first, and over http where there is none. */
  async function insecurely(exchange: Exchange): Promise<HttpResponse> {
    const { host, href } = exchange.url;
    const plain = new URL(href.replace(/^https:/, 'http:'));
    if (plainHosts.has(host)) exchange.url = plain;
    try {
      return await trusting(exchange);
    } catch (error) {
      if (exchange.url === plain || !speaksNoTls(error)) throw error;
      exchange.url = plain;
      const answer = await untilFresh(exchange);
      plainHosts.add(host);
      return answer;
    }
  }

  return async exchange => {
    const { isInsecure } = routeNow();
    if (exchange.url.protocol !== 'https:' || !isInsecure(exchange.url.host)) return trusting(exchange);
    const answer = await insecurely(exchange);
    return { ...answer, headers: asSecure(answer.headers, isInsecure) };
  };
}
