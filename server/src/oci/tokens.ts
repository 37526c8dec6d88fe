/** Bearer tokens (distribution specification, "Token Authentication"), for nobody in particular or with a login. */
import type { Credential, Login } from '../core/login';
import { quirksOf } from '../registries/index';
import type { Answer, Ask, Call, Ports } from './call';
import type { BearerChallenge } from './challenge';
import { badAnswer, cancelledError, fromStatus, unauthorized } from './failures';
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
  /** Where tokens are had: the challenge's realm, checked. */
  readonly realm: URL;
  /** What the realm may see. */
  readonly login?: Login | undefined;
  /** A token that was tried and is not to be given out again. */
  readonly rejected?: string | undefined;
}

export interface Tokens {
  /** The token that the challenge asks for, cached or fetched. Throws RegistryError, or LoginRefused. */
  get(call: Call, wanted: Wanted): Promise<string>;
}

/** The token service does not accept the login. */
export class LoginRefused extends Error {
  override readonly name = 'LoginRefused';
  readonly status: number;
  constructor(status: number) {
    super('login refused');
    this.status = status;
  }
}

export function createTokens(transport: Transport, { clock, limits }: Pick<Ports, 'clock' | 'limits'>): Tokens {
  const cache = new Map<string, Token>();
  const flights = createSingleFlight<Token>();

  async function fetch(call: Call, wanted: Wanted, keys: readonly string[]): Promise<Token> {
    try {
      const answer = await ask(call, wanted);
      if (wanted.login && isRefusal(answer.status)) throw new LoginRefused(answer.status);
      const token = readToken({ ...answer, ...(wanted.login ? { login: 'used' } : {}) }, clock.now());
      for (const key of keys) remember(key, token);
      return token;
    } catch (error) {
      // Without tokens the registry itself need not be asked either.
      const isPause = error instanceof RegistryError && error.code === 'rate-limited';
      if (isPause && error.retryAt !== undefined) transport.pauses.pause(wanted.at.host, error.retryAt, clock.now());
      throw error;
    }
  }

  /** An identity token is exchanged; a service that does not know how takes it for a password. */
  async function ask(call: Call, { realm, challenge, login }: Wanted): Promise<Answer> {
    const around = { accept: 'application/json', maxBytes: limits.tokenBytes };
    const get: Ask = { ...around, method: 'GET', url: question(realm, challenge), ...basic(login?.credential) };
    if (login?.credential.kind !== 'identity-token') return transport.send(call, get);
    const answer = await transport.send(call, { ...around, method: 'POST', url: realm, form: grant(challenge, login.credential.token) });
    return answer.status === 404 || answer.status === 405 ? transport.send(call, get) : answer;
  }

  function remember(key: string, token: Token): void {
    cache.delete(key);
    cache.set(key, token);
    if (cache.size > mostTokens) cache.delete(cache.keys().next().value as string);
  }

  return {
    async get(call, wanted) {
      const { at, challenge: { service, scope }, realm, login, rejected } = wanted;
      // A token is somebody's: whoever comes with another login, or with none, gets another one.
      const keyFor = (scopes: readonly string[] | undefined | 'any'): string => JSON.stringify([at.host, realm.href, service, scopes, login?.id]);
      const exact = keyFor(scope?.split(' ').sort());
      const key = call.anyToken && !login && quirksOf(at.host).tokensAlike ? keyFor('any') : exact;
      const cached = cache.get(key);
      if (cached && cached.expires > clock.now() && cached.value !== rejected) return cached.value;
      // What may be reached is not the same for everybody, so neither is the flight.
      const flight = JSON.stringify([key, call.consent.allowedHosts]);
      const waiter = { signal: call.signal, cancelled: () => cancelledError(at.host) };
      const token = await flights.join(flight, signal => fetch({ ...call, signal }, wanted, [key, exact]), waiter);
      return token.value;
    },
  };
}

function isRefusal(status: number): boolean {
  // What OAuth2 answers to a grant that is none any more (RFC 6749, section 5.2).
  return status === 401 || status === 400;
}

function question(realm: URL, { service, scope }: BearerChallenge): URL {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  if (scope !== undefined) url.searchParams.set('scope', scope);
  return url;
}

function grant({ service, scope }: BearerChallenge, token: string): string {
  const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'plimsoll', refresh_token: token });
  if (service !== undefined) form.set('service', service);
  if (scope !== undefined) form.set('scope', scope);
  return form.toString();
}

/** The header for a user name and a password (RFC 7617), in UTF-8; an identity token without a name has Docker's name for none. */
export function basic(credential: Credential | undefined): { readonly authorization?: string } {
  if (!credential || credential.kind === 'registry-token') return {};
  const isBasic = credential.kind === 'basic';
  const text = isBasic ? `${credential.username}:${credential.password}` : `${credential.username ?? '<token>'}:${credential.token}`;
  return { authorization: `Basic ${base64(new TextEncoder().encode(text))}` };
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
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
