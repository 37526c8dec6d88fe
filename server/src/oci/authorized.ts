/** Requests that answer the registry's challenges, with the person's login where there is one. */
import { registryOf } from '../registries/index';
import type { Answer, Ask, Call, Ports } from './call';
import { bearerChallenge, type BearerChallenge } from './challenge';
import type { LoginUse } from './error';
import { loginRefused, unauthorized } from './failures';
import { sameOrigin } from './host';
import { byLogin, createProofs, type Proof, type Proofs } from './proofs';
import type { Tokens } from './tokens';
import type { Transport } from './transport';

/** The registry, and one that it redirects to, with a stale token or login each. */
const mostChallenges = 4;
const mostHosts = 500;

export interface Authorized {
  /** The answer, `challenged` when a token was needed for it. Throws RegistryError; never answers with 401. */
  send(call: Call, ask: Omit<Ask, 'authorization'>): Promise<Answer & { readonly challenged: boolean }>;
}

interface Attempt extends Proof {
  readonly url: URL;
  /** Challenges that were answered in this look-up. */
  readonly met: ReadonlySet<string>;
  /** A login was refused already, and had anew. */
  readonly anew: boolean;
}

export function createAuthorized(transport: Transport, tokens: Tokens, ports: Ports): Authorized {
  const proofs = createProofs(tokens, ports);
  const habits = createHabits();

  async function first(call: Call, url: URL): Promise<Attempt> {
    return { ...(await proofOf(habits.of(call), call, proofs)), url, met: new Set(), anew: false };
  }

  /** What to try after a challenge: the same URL, or, when another origin wants a proof of its own, that one. */
  async function answerChallenge(call: Call, last: Attempt, answer: Answer): Promise<Attempt> {
    const at = answer.url;
    const anew = noteRefusal(call, last, answer);
    const login = await proofs.loginAt(call, at);
    const direct = byLogin(login, answer.headers['www-authenticate']);
    const challenge = completeChallenge(call, answer);
    if (!direct && !challenge) throw unauthorized(withLogin(answer, last.login), 'wants a login');
    const question = direct || !challenge ? 'login' : [challenge.realm, challenge.service, challenge.scope, isStale(challenge, last)];
    const key = JSON.stringify([at.origin, question, login?.id]);
    // A token that was made for this very challenge is not good enough: nobody's would be, but that of another login.
    if (last.met.has(key)) throw unauthorized(withLogin(answer, last.login), 'wants a login, or has no such repository');
    const proof = direct ?? (await proofs.byToken(call, at, { challenge: challenge as BearerChallenge, login, rejected: last.token }));
    habits.learn(call, at, direct || !challenge ? 'login' : challenge);
    return { ...proof, url: sameOrigin(at, last.url) ? last.url : at, met: new Set([...last.met, key]), anew };
  }

  /** Whether a login was refused in this look-up; the second one ends it. */
  function noteRefusal(call: Call, { shown, url, anew }: Attempt, answer: Answer): boolean {
    if (!shown || !sameOrigin(answer.url, url)) return anew;
    proofs.refused(call, answer.url, shown);
    if (anew) throw loginRefused(answer.url.host, answer.status);
    return true;
  }

  /** Some refuse before they say how to be asked (Artifactory): their root says it. Public registries do not. */
  async function challengeAtRoot(call: Call, last: Attempt, answer: Answer): Promise<Answer | undefined> {
    const early = answer.status === 403 && last.authorization === undefined && sameOrigin(answer.url, call.origin);
    if (!early || registryOf(call.registry)) return undefined;
    const url = new URL('/v2/', call.origin);
    const root = await transport.send(call, { method: 'GET', url, accept: 'application/json', maxBytes: ports.limits.tokenBytes });
    return root.status === 401 && sameOrigin(root.url, call.origin) ? root : undefined;
  }

  return {
    async send(call, ask) {
      let attempt = await first(call, ask.url);
      for (let challenges = 0; ; challenges += 1) {
        const { url, authorization, login } = attempt;
        const answer = await transport.send(call, { ...ask, url, ...(authorization === undefined ? {} : { authorization }) });
        const challenge = isChallenge(answer) ? answer : await challengeAtRoot(call, attempt, answer);
        if (!challenge) return { ...withLogin(answer, login), challenged: authorization !== undefined };
        if (challenges === mostChallenges) throw unauthorized(withLogin(answer, login), 'never has enough tokens');
        attempt = await answerChallenge(call, attempt, challenge);
      }
    },
  };
}

/** How a host wants to be asked, once it has said so: saves asking in vain for each further repository. */
type Habit = 'login' | BearerChallenge;

interface Habits {
  of(call: Call): Habit | undefined;
  learn(call: Call, at: URL, habit: Habit): void;
}

function createHabits(): Habits {
  const byHost = new Map<string, Habit>();
  return {
    of(call) {
      const habit = byHost.get(call.origin.host);
      return habit === undefined || habit === 'login' ? habit : { ...habit, scope: pullScope(call), error: undefined };
    },
    /** Only where the scope is the usual one can the next repository's be foretold. */
    learn(call, at, habit) {
      if (!sameOrigin(at, call.origin) || (habit !== 'login' && habit.scope !== pullScope(call))) return;
      byHost.set(at.host, habit);
      if (byHost.size > mostHosts) byHost.delete(byHost.keys().next().value as string);
    },
  };
}

async function proofOf(habit: Habit | undefined, call: Call, proofs: Proofs): Promise<Proof | undefined> {
  if (!habit) return undefined;
  const login = await proofs.loginAt(call, call.origin);
  const direct = byLogin(login, habit === 'login' ? 'Basic' : undefined);
  return direct || habit === 'login' ? direct : proofs.byToken(call, call.origin, { challenge: habit, login });
}

/** The challenge for a token; a scope that is left out is the usual one. */
function completeChallenge(call: Call, { headers }: Answer): BearerChallenge | undefined {
  const challenge = bearerChallenge(headers['www-authenticate']);
  return challenge && { ...challenge, scope: challenge.scope ?? pullScope(call) };
}

/** Nothing in particular, where no repository is asked for. */
function pullScope({ repository }: Call): string | undefined {
  return repository === '' ? undefined : `repository:${repository}:pull`;
}

/** A token that is good for less than was asked is told by 401, or by 403 (RFC 6750, section 3.1). */
function isChallenge({ status, headers }: Answer): boolean {
  return status === 401 || (status === 403 && bearerChallenge(headers['www-authenticate'])?.error === 'insufficient_scope');
}

/** Once more for a token that was good when it was made. */
function isStale({ error }: BearerChallenge, { token }: Attempt): boolean {
  return token !== undefined && error === 'invalid_token';
}

function withLogin(answer: Answer, login: LoginUse | undefined): Answer {
  return login === undefined ? answer : { ...answer, login };
}
