/** Anonymous bearer tokens (distribution specification, "Token Authentication"). Whoever has a login is issue 6's matter. */
import type { Answer, Call, Ports } from './call';
import type { BearerChallenge } from './challenge';
import { badAnswer, cancelledError, fromStatus, unauthorized } from './failures';
import { isLoopback } from './host';
import { own, ownText, parseObject } from './json';
import { RegistryError } from './error';
import { createSingleFlight } from './single-flight';
import type { Transport } from './transport';

/** Seconds. Registries that say less than the minimum mean the default; nothing is kept for longer than an hour. */
const shortestLife = 60;
const longestLife = 3600;
/** A token is given up before it ends, so that it does not end on its way. */
const usedLife = 0.9;
const mostTokens = 1000;

interface Token {
  readonly value: string;
  readonly expires: number;
}

/** A challenge, and the URL that it came from. */
export interface Wanted {
  readonly at: URL;
  readonly challenge: BearerChallenge;
  /** A token that was tried and is not to be given out again. */
  readonly rejected?: string | undefined;
}

export interface Tokens {
  /** The token that the challenge asks for, cached or fetched. Throws RegistryError. */
  get(call: Call, wanted: Wanted): Promise<string>;
}

export function createTokens(transport: Transport, { clock, limits }: Pick<Ports, 'clock' | 'limits'>): Tokens {
  const cache = new Map<string, Token>();
  const flights = createSingleFlight<Token>();

  async function fetch(call: Call, { at, challenge }: Wanted): Promise<Token> {
    const url = tokenUrl(call, at, challenge);
    const ask = { method: 'GET', url, accept: 'application/json', maxBytes: limits.tokenBytes } as const;
    try {
      return readToken(await transport.send(call, ask), clock.now());
    } catch (error) {
      // Without tokens the registry itself need not be asked either.
      if (error instanceof RegistryError && error.code === 'rate-limited' && error.retryAt !== undefined) transport.pauses.pause(at.host, error.retryAt, clock.now());
      throw error;
    }
  }

  function remember(key: string, token: Token): void {
    cache.delete(key);
    cache.set(key, token);
    if (cache.size > mostTokens) cache.delete(cache.keys().next().value as string);
  }

  return {
    async get(call, wanted) {
      const { at, challenge, rejected } = wanted;
      const key = JSON.stringify([at.host, challenge.realm, challenge.service, challenge.scope]);
      const cached = cache.get(key);
      if (cached && cached.expires > clock.now() && cached.value !== rejected) return cached.value;
      // What may be reached is not the same for everybody, so neither is the flight.
      const flight = JSON.stringify([key, call.consent.allowedHosts]);
      const waiter = { signal: call.signal, cancelled: () => cancelledError(at.host) };
      const token = await flights.join(flight, signal => fetch({ ...call, signal }, wanted), waiter);
      remember(key, token);
      return token.value;
    },
  };
}

/** The realm with the question; the realm must be https, or on loopback when the registry is. */
function tokenUrl(call: Call, at: URL, { realm, service, scope }: BearerChallenge): URL {
  if (!URL.canParse(realm)) throw badAnswer(at.host, 'names no URL as the realm of its tokens');
  const url = new URL(realm);
  const local = url.protocol === 'http:' && call.origin.protocol === 'http:' && isLoopback(url.host);
  if (url.protocol !== 'https:' && !local) throw badAnswer(at.host, 'has the realm of its tokens elsewhere than on https');
  url.hash = '';
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return url;
}

function readToken(answer: Answer, now: number): Token {
  const { status, url, body } = answer;
  if (status === 404) throw unauthorized(answer, 'has no token for this');
  if (status !== 200) throw fromStatus(answer);
  const object = parseObject(body);
  const value = object && (ownText(object, 'token') || ownText(object, 'access_token'));
  // Anything else could break out of the header.
  if (!object || !value || !/^[\x21-\x7e]+$/.test(value)) throw badAnswer(url.host, 'answers without a token');
  const said = Number(own(object, 'expires_in') ?? shortestLife);
  const life = Number.isFinite(said) ? Math.min(Math.max(said, shortestLife), longestLife) : shortestLife;
  return { value, expires: now + life * 1000 * usedLife };
}
