import { known, unknown, type Fact } from '../core/fact';
import type { Resolution } from '../core/facts';
import type { ClockPort } from '../core/ports';
import { formatReference, type ImageReference } from '../core/reference';
import { RegistryError } from '../oci/error';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { toUnknown } from './unknown';

type ResolutionFact = Fact<Resolution | 'missing'>;

interface Entry {
  readonly fact: ResolutionFact;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds for which an answer stands: a tag may move, a digest cannot, and a failure is tried again soon. */
const lifetime = { tag: 15 * 60_000, digest: 24 * 3_600_000, missing: 60_000, unknown: 60_000 } as const;
const mostEntries = 5000;

/** What registries serve for references: asked once, kept for a while. */
export interface Resolutions {
  /** What is known now, without asking. */
  current(reference: ImageReference): ResolutionFact;
  /** Another number as soon as an answer came in, or one that came in is too old: until then `current` says the same. */
  revision(): number;
  /** Asks unless it is known; never rejects. Consent that is missing is not remembered: it may be given next time. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<ResolutionFact>;
  /** As `lookUp`, but a known digest counts only when its bytes were fetched and hashed. Throws RegistryError. */
  verified(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
}

export function createResolutions(client: RegistryClient, clock: ClockPort): Resolutions {
  const entries = new Map<string, Entry>();
  let revision = 0;
  /** When the next entry is too old. */
  let nextEnd = Infinity;

  function remember(reference: ImageReference, fact: ResolutionFact): void {
    const key = formatReference(reference);
    entries.delete(key);
    const until = clock.now() + lifetimeOf(reference, fact);
    entries.set(key, { fact, until });
    revision += 1;
    nextEnd = Math.min(nextEnd, until);
    if (entries.size > mostEntries) entries.delete(entries.keys().next().value as string);
  }

  function current(reference: ImageReference): ResolutionFact {
    const entry = entries.get(formatReference(reference));
    return entry && entry.until > clock.now() ? entry.fact : unknown('not-looked-up');
  }

  return {
    current,
    revision() {
      const now = clock.now();
      if (now < nextEnd) return revision;
      nextEnd = Infinity;
      for (const { until } of entries.values()) if (until > now) nextEnd = Math.min(nextEnd, until);
      return (revision += 1);
    },
    async lookUp(reference, options) {
      const now = current(reference);
      if (now.state === 'known' || (now.state === 'unknown' && now.reason !== 'not-looked-up')) return now;
      try {
        const fact = known(await client.resolve(reference, options));
        remember(reference, fact);
        return fact;
      } catch (error) {
        const fact = toUnknown(error);
        if (!isAboutConsent(error)) remember(reference, fact);
        return fact;
      }
    },
    async verified(reference, options) {
      const now = current(reference);
      if (now.state === 'known' && now.value !== 'missing' && now.value.verified) return now.value;
      const resolution = await client.resolveVerified(reference, options);
      remember(reference, known(resolution));
      return resolution;
    },
  };
}

function lifetimeOf(reference: ImageReference, fact: ResolutionFact): number {
  if (fact.state !== 'known') return lifetime.unknown;
  if (fact.value === 'missing') return lifetime.missing;
  return reference.digest === undefined ? lifetime.tag : lifetime.digest;
}

function isAboutConsent(error: unknown): boolean {
  const codes: readonly string[] = ['offline', 'untrusted-workspace', 'host-not-allowed', 'cancelled'];
  return error instanceof RegistryError && codes.includes(error.code);
}
