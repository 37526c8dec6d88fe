/** Requests with everything that surrounds them but authorization: bounds, pauses, retries, redirects, the log. */
import { HttpError, type HttpRequest } from '../core/ports';
import type { Answer, Ask, Call, Ports } from './call';
import { badAnswer, cancelledError, fromHttpError } from './failures';
import { isAllowed } from './gate';
import { isLoopback, sameOrigin } from './host';
import { createHostConditions } from './host-conditions';
import { createLimiter } from './limiter';
import type { Pauses } from './pauses';
import { redactUrl } from './redact';
import { RegistryError } from './error';

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const worthAnotherTry: ReadonlySet<number> = new Set([408, 500, 502, 503, 504]);
/** What the host is none the worse for when it has done it already. */
const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD']);

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
  const conditions = ports.conditions ?? createHostConditions(ports);

  /** One exchange: waits for its turn, and what became known of the host meanwhile counts. */
  async function exchange(call: Call, ask: Ask): Promise<Answer> {
    const { host } = ask.url;
    conditions.checkOpen(call, host);
    const urgent = call.consent.purpose === 'action';
    return limiter.run(host, { signal: call.signal, cancelled: () => cancelledError(host), urgent }, async () => {
      conditions.checkOpen(call, host);
      const sent = clock.now();
      try {
        return conditions.heard(host, await exchangeNow(ports, call, ask));
      } catch (error) {
        throw error instanceof RegistryError ? conditions.missed(host, error, sent) : error;
      }
    });
  }

  async function withRetries(call: Call, ask: Ask): Promise<Answer> {
    const { host } = ask.url;
    let waited = 0;
    for (let tried = 0; ; ) {
      const sent = clock.now();
      const outcome = await exchange(call, ask).catch((error: unknown) => error);
      const wait = conditions.waitFor(host, outcome, waited);
      if (wait !== undefined) {
        waited += wait;
        await clock.sleep(wait, call.signal);
      } else if (tried < limits.retries && repeatable.has(ask.method) && isWorthAnotherTry(outcome)) {
        await clock.sleep(limits.retryDelay * 3 ** tried * (0.8 + 0.4 * Math.random()), call.signal);
        tried += 1;
      } else {
        if (outcome instanceof Error) throw outcome;
        return conditions.settled(host, outcome as Answer, sent);
      }
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

  return { send, pauses: conditions.pauses };
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
