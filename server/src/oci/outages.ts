import { createByHost } from './by-host';
import type { RegistryErrorCode } from './error';
import type { Limits } from './limits';

/** A host that does not answer. Times are milliseconds since 1970. */
export interface Outage {
  readonly code: RegistryErrorCode;
  /** In English, for logs and errors. */
  readonly text: string;
  readonly status: number | undefined;
  /** When it was last seen not to answer. */
  readonly since: number;
  /** When the background may ask it again. */
  readonly until: number;
  /** In a row. */
  readonly failures: number;
}

/** Who wants to ask: why, and when that was begun. */
export interface Asker {
  readonly purpose: 'background' | 'action';
  readonly began: number;
}

type Failure = Pick<Outage, 'code' | 'text' | 'status'>;

/** Which hosts do not answer. Each failure in a row doubles the time in which the background asks nothing more. */
export interface Outages {
  /** The outage that is a reason not to ask now; undefined when there is none. */
  against(host: string, asker: Asker, now: number): Outage | undefined;
  /** A request that was sent at `sent` failed. Gives when the background may ask again; undefined: it is the request's own fault. */
  failed(host: string, failure: Failure, at: { readonly sent: number; readonly now: number }): number | undefined;
  answered(host: string, now: number): void;
}

export function createOutages({ outage: shortest, longestOutage }: Pick<Limits, 'outage' | 'longestOutage'>): Outages {
  const outages = createByHost<Outage>();
  const answers = createByHost<number>();
  return {
    against(host, { purpose, began }, now) {
      const outage = outages.get(host);
      if (!outage) return undefined;
      // Somebody clicked: only what was begun before the host failed needs not find out the same by itself.
      if (purpose === 'action') return began < outage.since ? outage : undefined;
      return now < outage.until ? outage : undefined;
    },
    failed(host, failure, { sent, now }) {
      // Others were answered meanwhile, so the host is there.
      if ((answers.get(host) ?? -1) > sent) return undefined;
      const before = outages.get(host);
      // What was sent before the host was seen to fail says nothing new.
      if (before && sent <= before.since) return before.until;
      const failures = (before?.failures ?? 0) + 1;
      const until = now + Math.min(shortest * 2 ** (failures - 1), longestOutage);
      outages.set(host, { ...failure, since: now, until, failures });
      return until;
    },
    answered(host, now) {
      answers.set(host, now);
      outages.delete(host);
    },
  };
}
