/** Requests with everything that surrounds them but authorization: bounds, pauses, retries, redirects, the log. */
import { HttpError, type HttpRequest } from '../core/ports';
import type { Answer, Ask, Call, Ports } from './call';
import { badAnswer, cancelledError, fromHttpError, rateLimited } from './failures';
import { isAllowed } from './gate';
import { isLoopback, sameOrigin } from './host';
import { createLimiter } from './limiter';
import { createPauses, retryAfter, type Pauses } from './pauses';
import { redactUrl } from './redact';
import { RegistryError } from './error';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const worthAnotherTry: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);

export interface Transport {
  /**
   * The answer after redirects. `authorization` reaches only the origin of `ask.url`, and not again once left.
   * Throws RegistryError; a 429 is one, every other status an answer.
   */
  send(call: Call, ask: Ask): Promise<Answer>;
  readonly pauses: Pauses;
}

export function createTransport(ports: Ports): Transport {
  const { clock, limits } = ports;
  const limiter = createLimiter(limits.concurrency);
  const pauses = createPauses(limits);

  /** One exchange: waits for its turn, but never for a host that wants to be left alone. */
  async function exchange(call: Call, ask: Ask): Promise<Answer> {
    const { host } = ask.url;
    const waiter = { signal: call.signal, cancelled: () => cancelledError(host) };
    return limiter.run(host, waiter, async () => {
      const paused = pauses.until(host, call.consent.purpose, clock.now());
      if (paused !== undefined) throw rateLimited(host, paused);
      const answer = await exchangeNow(ports, call, ask);
      pauses.note(host, answer.headers, clock.now());
      if (answer.status !== 429) return answer;
      const until = retryAfter(answer.headers['retry-after'], clock.now(), limits);
      pauses.pause(host, until);
      throw rateLimited(host, until);
    });
  }

  async function withRetries(call: Call, ask: Ask): Promise<Answer> {
    for (let tried = 0; ; tried += 1) {
      const outcome = await exchange(call, ask).catch((error: unknown) => error);
      if (tried === limits.retries || ask.method === 'POST' || !isWorthAnotherTry(outcome)) {
        if (outcome instanceof Error) throw outcome;
        return outcome as Answer;
      }
      const delay = limits.retryDelay * 3 ** tried;
      await clock.sleep(delay * (0.8 + 0.4 * Math.random()), call.signal);
    }
  }

  async function send(call: Call, ask: Ask): Promise<Answer> {
    let next = ask;
    for (let hops = 0; hops <= limits.redirects; hops += 1) {
      checkScheme(call, next.url);
      const answer = await withRetries(call, next);
      if (!redirects.has(answer.status)) return answer;
      next = redirected(next, answer);
    }
    throw badAnswer(ask.url.host, `more than ${limits.redirects} redirects`);
  }

  return { send, pauses };
}

async function exchangeNow({ http, clock, log, limits }: Ports, call: Call, ask: Ask): Promise<Answer> {
  const { method, url, accept, maxBytes, authorization, form } = ask;
  const started = clock.now();
  const done = (outcome: string | number): void =>
    log.debug(`${method} ${redactUrl(url)} ${outcome} (${clock.now() - started} ms)`);
  const timeout = Math.min(limits.exchange, call.deadline - started);
  if (timeout <= 0) throw new RegistryError('timeout', url.host, `${url.host}: no answer within ${limits.lookup} ms`);
  try {
    const response = await http.exchange({
      method,
      url: url.href,
      headers: {
        accept,
        ...(authorization === undefined ? {} : { authorization }),
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { body: form }),
      timeout,
      maxBytes,
      reach: reachOf(call, url),
      signal: call.signal,
    });
    done(response.status);
    return { ...response, url };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    done(error.code);
    throw fromHttpError(error, url.host);
  }
}

/** Consent is for the registry's own host and port; where it sends us must be on the public network, or allowed by name. */
function reachOf(call: Call, url: URL): HttpRequest['reach'] {
  return sameOrigin(url, call.origin) || isAllowed(url.host, call.consent) ? 'consented' : 'public';
}

/** https; a registry on loopback, which is spoken to over http, may lead to others there. */
function checkScheme(call: Call, url: URL): void {
  if (url.username !== '' || url.password !== '') throw badAnswer(call.origin.host, 'leads to a URL with credentials');
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && call.origin.protocol === 'http:' && isLoopback(url.host)) return;
  throw badAnswer(call.origin.host, `leads to ${url.protocol} where https is needed`);
}

function redirected(ask: Ask, answer: Answer): Ask {
  const { location } = answer.headers;
  if (location === undefined || !URL.canParse(location, ask.url.href)) {
    throw badAnswer(ask.url.host, 'redirects to nowhere', answer.status);
  }
  const url = new URL(location, ask.url);
  const { authorization, ...rest } = ask;
  // A form is as secret as what stands in the header, and without it there is nothing to ask.
  if (ask.form !== undefined && !sameOrigin(url, ask.url)) throw badAnswer(ask.url.host, 'sends a form elsewhere', answer.status);
  const keep = authorization !== undefined && sameOrigin(url, ask.url);
  return { ...rest, url, ...(keep ? { authorization } : {}) };
}

function isWorthAnotherTry(outcome: unknown): boolean {
  if (outcome instanceof RegistryError) return outcome.cause instanceof HttpError && outcome.cause.code === 'reset';
  return !(outcome instanceof Error) && worthAnotherTry.has((outcome as Answer).status);
}
