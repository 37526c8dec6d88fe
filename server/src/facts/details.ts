import { type Fact } from '../core/fact';
import type { ImageDetails } from '../core/image-details';
import type { ClockPort } from '../core/ports';
import { formatReference, type ImageReference } from '../core/reference';
import type { LookupOptions } from '../oci/client';
import type { DetailsClient } from '../oci/details';
import { createAsked } from './asked';

type DetailsFact = Fact<ImageDetails | 'missing'>;

/** Milliseconds for which an answer stands: sizes and versions change with a tag, and not by much. */
const lifetime = { tag: 6 * 3_600_000, digest: 24 * 3_600_000, missing: 60_000 } as const;

/** Sizes and versions that registries told: asked about on a hover, a light bulb or a command, never for opening a file. */
export interface Details {
  /** What is known now, without asking. `platform`: `os/architecture[/variant]`. */
  current(reference: ImageReference, platform: string): DetailsFact;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known; never rejects. */
  lookUp(reference: ImageReference, platform: string, options: LookupOptions): Promise<DetailsFact>;
}

export function createDetails(client: DetailsClient, clock: ClockPort): Details {
  const asked = createAsked<ImageDetails | 'missing'>(clock, (key, value) => {
    if (value === 'missing') return lifetime.missing;
    return key.includes('@') ? lifetime.digest : lifetime.tag;
  });
  const keyOf = (reference: ImageReference, platform: string): string => `${formatReference(reference)} ${platform}`;
  return {
    current: (reference, platform) => asked.current(keyOf(reference, platform)),
    revision: () => asked.revision(),
    lookUp: (reference, platform, options) => asked.lookUp(keyOf(reference, platform), () => client.details(reference, platform, options)),
  };
}
