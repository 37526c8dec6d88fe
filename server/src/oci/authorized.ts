/** Requests that answer the registry's challenges. */
import type { Answer, Ask, Call } from './call';
import { bearerChallenge, type BearerChallenge } from './challenge';
import { unauthorized } from './failures';
import { sameOrigin } from './host';
import type { Tokens } from './tokens';
import type { Transport } from './transport';

/** The registry, and one that it redirects to, with a stale token each. */
const mostChallenges = 4;
const mostHosts = 500;

export interface Authorized {
  /** The answer, `challenged` when a token was needed for it. Throws RegistryError; never answers with 401. */
  send(call: Call, ask: Omit<Ask, 'authorization'>): Promise<Answer & { readonly challenged: boolean }>;
}

interface Attempt {
  readonly url: URL;
  readonly token: string | undefined;
  /** Challenges that a token was had for in this look-up. */
  readonly met: ReadonlySet<string>;
}

export function createAuthorized(transport: Transport, tokens: Tokens): Authorized {
  /** Where a host's tokens are had, once it has said so: saves asking in vain for each further repository. */
  const realms = new Map<string, Omit<BearerChallenge, 'scope'>>();

  function expected(call: Call): BearerChallenge | undefined {
    const realm = realms.get(call.origin.host);
    return realm && { ...realm, scope: pullScope(call) };
  }

  /** Only where the scope is the usual one can the next repository's be foretold. */
  function learn(call: Call, at: URL, challenge: BearerChallenge): void {
    if (!sameOrigin(at, call.origin) || challenge.scope !== pullScope(call)) return;
    realms.set(at.host, { realm: challenge.realm, service: challenge.service });
    if (realms.size > mostHosts) realms.delete(realms.keys().next().value as string);
  }

  /** What to try after a 401: the same URL, or, when another origin wants a token of its own, that one. */
  async function answerChallenge(call: Call, last: Attempt, answer: Answer): Promise<Attempt> {
    const challenge = bearerChallenge(answer.headers['www-authenticate']);
    if (!challenge) throw unauthorized(answer, 'wants a login');
    const complete = { ...challenge, scope: challenge.scope ?? pullScope(call) };
    const key = JSON.stringify([answer.url.origin, complete]);
    // A token that was made for this very challenge is not good enough: nobody's would be, but that of a login.
    if (last.met.has(key)) throw unauthorized(answer, 'wants a login, or has no such repository');
    const token = await tokens.get(call, { at: answer.url, challenge: complete, rejected: last.token });
    learn(call, answer.url, complete);
    return { url: sameOrigin(answer.url, last.url) ? last.url : answer.url, token, met: new Set([...last.met, key]) };
  }

  async function first(call: Call, url: URL): Promise<Attempt> {
    const challenge = expected(call);
    return { url, token: challenge && (await tokens.get(call, { at: call.origin, challenge })), met: new Set() };
  }

  return {
    async send(call, ask) {
      let attempt = await first(call, ask.url);
      for (let challenges = 0; ; challenges += 1) {
        const { url, token } = attempt;
        const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const answer = await transport.send(call, { ...ask, url, ...authorization });
        if (answer.status !== 401) return { ...answer, challenged: token !== undefined };
        if (challenges === mostChallenges) throw unauthorized(answer, 'never has enough tokens');
        attempt = await answerChallenge(call, attempt, answer);
      }
    },
  };
}

function pullScope({ repository }: Call): string {
  return `repository:${repository}:pull`;
}
