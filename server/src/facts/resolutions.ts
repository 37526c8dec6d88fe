import { valueOf, type Fact } from '../core/fact';
import type { Resolution } from '../core/facts';
import type { ClockPort } from '../core/ports';
import { formatReference, type ImageReference } from '../core/reference';
import type { LookupOptions, RegistryClient } from '../oci/client';
import { createAsked } from './asked';

type ResolutionFact = Fact<Resolution | 'missing'>;

/** Milliseconds for which an answer stands: a tag may move, a digest cannot. */
const lifetime = { tag: 15 * 60_000, digest: 24 * 3_600_000, missing: 60_000 } as const;

/** What registries serve for references: asked once, kept for a while. */
export interface Resolutions {
  /** What is known now, without asking. */
  current(reference: ImageReference): ResolutionFact;
  /** Another number as soon as an answer came in, or one that came in is too old: until then `current` says the same. */
  revision(): number;
  /** Asks unless it is known; never rejects. Consent that is missing is not remembered: it may be given next time. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<ResolutionFact>;
  /** As `lookUp`, for somebody who must hear why it is not known. Throws RegistryError. */
  reported(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** As `lookUp`, but a known digest counts only when its bytes were fetched and hashed. Throws RegistryError. */
  verified(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** Somebody else asked for the tag, and hashed the bytes that came. */
  learned(reference: ImageReference, digest: string): void;
}

export function createResolutions(client: RegistryClient, clock: ClockPort): Resolutions {
  const asked = createAsked<Resolution | 'missing'>(clock, (name, value) => {
    if (value === 'missing') return lifetime.missing;
    return name.includes('@') ? lifetime.digest : lifetime.tag;
  });
  const current = (reference: ImageReference): ResolutionFact => asked.current(formatReference(reference));
  return {
    current,
    revision: () => asked.revision(),
    lookUp: (reference, options) => asked.lookUp(formatReference(reference), () => client.resolve(reference, options)),
    async reported(reference, options) {
      const now = valueOf(current(reference));
      if (now !== undefined) return now;
      const resolution = await client.resolve(reference, options);
      asked.remember(formatReference(reference), resolution);
      return resolution;
    },
    async verified(reference, options) {
      const now = current(reference);
      if (now.state === 'known' && now.value !== 'missing' && now.value.verified) return now.value;
      const resolution = await client.resolveVerified(reference, options);
      asked.remember(formatReference(reference), resolution);
      return resolution;
    },
    learned(reference, digest) {
      const now = valueOf(current(reference));
      const mediaType = now !== undefined && now !== 'missing' && now.digest === digest ? now.mediaType : '';
      asked.remember(formatReference(reference), { digest, mediaType, verified: true, resolvedAt: clock.now() });
    },
  };
}
