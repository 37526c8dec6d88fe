import type { LoginCheck } from '../core/login';
import { apiHost, canonicalHost } from '../registries/index';
import { createAuthorized } from './authorized';
import type { Ports } from './call';
import type { LookupOptions } from './client';
import { RegistryError } from './error';
import { fromStatus } from './failures';
import { refusalFor } from './gate';
import { originOf } from './host';
import { defaultLimits } from './limits';
import { errorMessage } from './messages';
import { createTokens } from './tokens';
import { createTransport } from './transport';

/** Shows a registry the login that there is for it, at the door that is there for that (distribution specification, "API Version Check"). */
export type CheckLogin = (registry: string, options: LookupOptions) => Promise<LoginCheck>;

/** Has no part in what look-ups remember: a login that was just put right is not held against anybody. */
export function createLoginCheck(options: Omit<Ports, 'limits'>): CheckLogin {
  const ports: Ports = { ...options, limits: defaultLimits };

  async function ask(registry: string, { consent, signal }: LookupOptions): Promise<void> {
    const host = canonicalHost(registry);
    const refusal = refusalFor(host, consent);
    if (refusal) throw new RegistryError(refusal, host, `${host}: not contacted (${refusal})`);
    const transport = createTransport(ports);
    const origin = new URL(originOf(apiHost(host)));
    const deadline = ports.clock.now() + ports.limits.lookup;
    const call = { registry: host, origin, repository: '', consent, signal: signal ?? new AbortController().signal, deadline };
    const door = { method: 'GET', url: new URL('/v2/', origin), accept: '*/*', maxBytes: ports.limits.tokenBytes } as const;
    const answer = await createAuthorized(transport, createTokens(transport, ports), ports).send(call, door);
    if (answer.status !== 200) throw fromStatus(answer);
  }

  return async (registry, lookup) => {
    try {
      await ask(registry, lookup);
      return { ok: true };
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      return { ok: false, refused: error.login === 'refused', reason: errorMessage(error) };
    }
  };
}
