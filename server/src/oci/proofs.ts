/** What a request brings along to be let in: a token, or the login itself. */
import { noLogins, type Login } from '../core/login';
import { canonicalHost } from '../registries/index';
import type { Call, Ports } from './call';
import { bearerChallenge, wantsBasic, type BearerChallenge } from './challenge';
import type { LoginUse } from './error';
import { loginRefused } from './failures';
import { isLoopback, sameOrigin } from './host';
import { isNamed, maySeeLogin, realmUrl } from './realm';
import { createCurrentLogins } from './refusals';
import { basic, LoginRefused, type Tokens } from './tokens';

export interface Proof {
  readonly authorization?: string;
  /** The bearer token in it, when it was had at a realm. */
  readonly token?: string;
  /** The login that is shown to the registry itself. */
  readonly shown?: Login;
  readonly login?: LoginUse;
}

export interface TokenQuestion {
  readonly challenge: BearerChallenge;
  readonly login: Login | undefined;
  /** A token that was tried in vain. */
  readonly rejected?: string | undefined;
}

/** `at`: the URL that wants the proof: of the registry, or of a host that it sends us to. Everything throws RegistryError. */
export interface Proofs {
  /** A host that another one sends us to has logins of its own, for the whole of it. */
  loginAt(call: Call, at: URL): Promise<Login | undefined>;
  /** A token from the realm. A login that is refused there is had anew once. */
  byToken(call: Call, at: URL, question: TokenQuestion): Promise<Proof>;
  refused(call: Call, at: URL, login: Login): void;
}

export function createProofs(tokens: Tokens, { clock, logins = noLogins, tokenRealms = () => ({}) }: Ports): Proofs {
  const current = createCurrentLogins(logins, clock);

  async function once(call: Call, at: URL, { challenge, login, rejected }: TokenQuestion): Promise<Proof> {
    const registry = registryAt(call, at);
    const realm = realmUrl(call, at, challenge);
    const maySee = login !== undefined && maySeeLogin({ registry, at, realm }, tokenRealms());
    const allowed = isNamed({ registry, realm }, tokenRealms()) ? allowing(call, realm.host) : call;
    const token = await tokens.get(allowed, { at, challenge, realm, login: maySee ? login : undefined, rejected });
    return { authorization: `Bearer ${token}`, token, ...(login ? { login: maySee ? 'used' : { keptFrom: realm.host } } : {}) };
  }

  const proofs: Proofs = {
    async loginAt(call, at) {
      // Whoever speaks http can be anybody.
      if (at.protocol !== 'https:' && !isLoopback(at.host)) return undefined;
      const repository = sameOrigin(at, call.origin) ? call.repository : '';
      return current.of({ registry: registryAt(call, at), repository, signal: call.signal });
    },
    refused: (call, at, login) => current.refuse(registryAt(call, at), login),
    async byToken(call, at, question) {
      const first = await unlessRefused(once(call, at, question));
      if (first) return first;
      if (question.login) proofs.refused(call, at, question.login);
      const login = await proofs.loginAt(call, at);
      const second = await unlessRefused(once(call, at, { ...question, login }));
      if (second) return second;
      if (login) proofs.refused(call, at, login);
      throw loginRefused(at.host);
    },
  };
  return proofs;
}

/** The login itself, where it is taken. */
export function byLogin(login: Login | undefined, header: string | undefined): Proof | undefined {
  if (login?.credential.kind === 'registry-token') return { authorization: `Bearer ${login.credential.token}`, shown: login, login: 'used' };
  if (login?.credential.kind !== 'basic' || bearerChallenge(header) || !wantsBasic(header)) return undefined;
  return { ...basic(login.credential), shown: login, login: 'used' };
}

/** Whose login is asked for at a URL. */
function registryAt({ registry, origin }: Call, at: URL): string {
  return sameOrigin(at, origin) ? registry : canonicalHost(at.host);
}

/** Whoever names a realm for a login has allowed the realm. */
function allowing(call: Call, host: string): Call {
  return { ...call, consent: { ...call.consent, allowedHosts: [...call.consent.allowedHosts, host] } };
}

async function unlessRefused(proof: Promise<Proof>): Promise<Proof | undefined> {
  try {
    return await proof;
  } catch (error) {
    if (error instanceof LoginRefused) return undefined;
    throw error;
  }
}
