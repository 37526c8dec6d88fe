/** What answers, and answers that did not come, tell of the hosts that were asked: who is to be left alone, and until when. */
import type { HostTrouble, KnownHosts } from '../core/host-trouble';
import { HttpError } from '../core/ports';
import { apiHost, canonicalHost } from '../registries/index';
import type { Answer, Call, Ports } from './call';
import { RegistryError } from './error';
import { fromOutage, rateLimited } from './failures';
import { isCompleteHost, originOf } from './host';
import { createOutages } from './outages';
import { createPauses, retryAfter, type Pauses } from './pauses';

/** What stands before a registry, or the registry itself, has no answer for anybody. */
const outOfOrder: ReadonlySet<number> = new Set([502, 503, 504]);

export interface HostConditions {
  readonly pauses: Pauses;
  /** Throws RegistryError where the host wants to be left alone, or is known not to answer. */
  checkOpen(call: Call, host: string): void;
  /** Why the background may not ask `host` now. */
  trouble(host: string): Omit<HostTrouble, 'host'> | undefined;
  /** Takes note of an answer. Throws for a 429. */
  heard(host: string, answer: Answer): Answer;
  /** Takes note of the lack of one to what was sent at `sent`. Gives what to throw. */
  missed(host: string, error: RegistryError, sent: number): RegistryError;
  /** Milliseconds to wait for the host before asking again; undefined: there was another error, or it asks for too much. */
  waitFor(host: string, error: unknown, waited: number): number | undefined;
  /** Takes note of an answer that is the last one, however often the host is asked. */
  settled(host: string, answer: Answer, sent: number): Answer;
}

export function createHostConditions({ clock, limits }: Pick<Ports, 'clock' | 'limits'>): HostConditions {
  const pauses = createPauses(limits);
  const outages = createOutages(limits);
  return {
    pauses,
    checkOpen({ consent: { purpose }, deadline }, host) {
      const now = clock.now();
      const pause = pauses.of(host, purpose, now);
      if (pause) throw rateLimited(host, pause);
      const outage = outages.against(host, { purpose, began: deadline - limits.lookup }, now);
      if (outage) throw fromOutage(outage, host);
    },
    trouble(host) {
      const now = clock.now();
      const pause = pauses.of(host, 'background', now);
      if (pause) return { reason: 'rate-limited', until: pause.until };
      const outage = outages.against(host, { purpose: 'background', began: now }, now);
      return outage && { reason: 'unreachable', until: outage.until };
    },
    heard(host, answer) {
      const now = clock.now();
      pauses.note(host, answer.headers, now);
      if (answer.status < 500) outages.answered(host, now);
      if (answer.status !== 429) {
        pauses.answered(host, now);
        return answer;
      }
      const until = retryAfter(answer.headers, now, limits);
      pauses.pause(host, until, now);
      throw rateLimited(host, { until, since: now, why: 'asked' });
    },
    missed(host, error, sent) {
      const { code, message, cause } = error;
      if (!(cause instanceof HttpError) || (cause.code !== 'unreachable' && cause.code !== 'timeout')) return error;
      const retryAt = outages.failed(host, { code, text: message, status: undefined }, { sent, now: clock.now() });
      return retryAt === undefined ? error : new RegistryError(code, host, message, { cause, retryAt });
    },
    waitFor(host, error, waited) {
      const now = clock.now();
      const pause = error instanceof RegistryError && error.code === 'rate-limited' ? pauses.of(host, 'action', now) : undefined;
      if (!pause || pause.until - pause.since > limits.patience) return undefined;
      const wait = pause.until - now;
      return waited + wait <= limits.patience ? wait : undefined;
    },
    settled(host, answer, sent) {
      const { status } = answer;
      if (!outOfOrder.has(status)) return answer;
      const failure = { code: 'unreachable', text: `${host}: answered ${status}`, status } as const;
      const retryAt = outages.failed(host, failure, { sent, now: clock.now() });
      return retryAt === undefined ? answer : { ...answer, retryAt };
    },
  };
}

/** By the names that references have for registries. */
export function knownHosts(conditions: HostConditions): KnownHosts {
  return {
    trouble(registry) {
      const api = apiHost(canonicalHost(registry));
      const trouble = isCompleteHost(api) ? conditions.trouble(new URL(originOf(api)).host) : undefined;
      return trouble && { host: registry, ...trouble };
    },
  };
}
