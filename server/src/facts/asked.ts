import { known, unknown, type Fact } from '../core/fact';
import type { ClockPort } from '../core/ports';
import { RegistryError } from '../oci/error';
import { toUnknown } from './unknown';

interface Entry<T> {
  readonly fact: Fact<T>;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds for which a failure stands: it is tried again soon. */
const unknownLife = 60_000;
const mostEntries = 5000;

/** What registries answered, by what they were asked: asked once, kept for a while. */
export interface Asked<T> {
  /** What is known now, without asking. */
  current(key: string): Fact<T>;
  /** Another number as soon as an answer came in, or one that came in is too old: until then `current` says the same. */
  revision(): number;
  /** Asks unless it is known; never rejects. Consent that is missing is not remembered: it may be given next time. */
  lookUp(key: string, ask: () => Promise<T>): Promise<Fact<T>>;
  remember(key: string, value: T): void;
}

/** `lifeOf`: milliseconds for which an answer stands. */
export function createAsked<T>(clock: ClockPort, lifeOf: (key: string, value: T) => number): Asked<T> {
  const entries = new Map<string, Entry<T>>();
  let revision = 0;
  /** When the next entry is too old. */
  let nextEnd = Infinity;

  function keep(key: string, fact: Fact<T>, life: number): void {
    entries.delete(key);
    const until = clock.now() + life;
    entries.set(key, { fact, until });
    revision += 1;
    nextEnd = Math.min(nextEnd, until);
    if (entries.size > mostEntries) entries.delete(entries.keys().next().value as string);
  }

  function current(key: string): Fact<T> {
    const entry = entries.get(key);
    return entry && entry.until > clock.now() ? entry.fact : unknown('not-looked-up');
  }

  function remember(key: string, value: T): Fact<T> {
    const fact = known(value);
    keep(key, fact, lifeOf(key, value));
    return fact;
  }

  return {
    current,
    remember,
    revision() {
      const now = clock.now();
      if (now < nextEnd) return revision;
      nextEnd = Infinity;
      for (const { until } of entries.values()) if (until > now) nextEnd = Math.min(nextEnd, until);
      return (revision += 1);
    },
    async lookUp(key, ask) {
      const now = current(key);
      if (now.state === 'known' || (now.state === 'unknown' && now.reason !== 'not-looked-up')) return now;
      try {
        return remember(key, await ask());
      } catch (error) {
        const fact: Fact<T> = toUnknown(error);
        if (!isAboutConsent(error)) keep(key, fact, failureLife(error, clock.now()));
        return fact;
      }
    },
  };
}

/** What a registry that wants to be left alone, or does not answer, was asked is told until it may be asked again. */
function failureLife(error: unknown, now: number): number {
  const retryAt = error instanceof RegistryError ? error.retryAt : undefined;
  return retryAt === undefined ? unknownLife : Math.max(retryAt - now, 0);
}

const consentCodes: readonly string[] = ['offline', 'untrusted-workspace', 'host-not-allowed', 'cancelled'];

/** Nobody was asked, or somebody did not wait for the answer: next time it may be had. */
export function isAboutConsent(error: unknown): boolean {
  return error instanceof RegistryError && consentCodes.includes(error.code);
}
