import type { Login, LoginPort } from '../core/login';
import type { CancelSignal, ClockPort } from '../core/ports';
import { loginRefused } from './failures';

/** Milliseconds that a login is not shown again which a registry did not accept: too many failures lock an account. */
const longEnough = 60_000;

export interface Whose {
  /** As references name it. */
  readonly registry: string;
  readonly repository: string;
  readonly signal: CancelSignal;
}

interface Refusal {
  readonly until: number;
  hadAnew: boolean;
}

/** The logins to use: one that was refused is had anew once, and then left alone for a while. */
export interface CurrentLogins {
  /** Throws RegistryError when there is only one that was refused. */
  of(whose: Whose): Promise<Login | undefined>;
  refuse(registry: string, login: Login): void;
}

export function createCurrentLogins(logins: LoginPort, clock: Pick<ClockPort, 'now'>): CurrentLogins {
  const refusals = new Map<string, Refusal>();

  function refusalOf(registry: string, login: Login): Refusal | undefined {
    const refusal = refusals.get(keyOf(registry, login));
    if (!refusal || refusal.until > clock.now()) return refusal;
    refusals.delete(keyOf(registry, login));
    return undefined;
  }

  return {
    async of({ registry, repository, signal }) {
      const login = await logins.of(registry, repository, signal);
      const refusal = login && refusalOf(registry, login);
      if (!refusal) return login;
      if (!refusal.hadAnew) logins.rejected(registry, login);
      refusal.hadAnew = true;
      const again = await logins.of(registry, repository, signal);
      if (again && refusalOf(registry, again)) throw loginRefused(registry);
      return again;
    },
    refuse(registry, login) {
      if (!refusalOf(registry, login)) refusals.set(keyOf(registry, login), { until: clock.now() + longEnough, hadAnew: false });
    },
  };
}

function keyOf(registry: string, { id }: Login): string {
  return JSON.stringify([registry, id]);
}
