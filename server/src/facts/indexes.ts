import type { Fact } from '../core/fact';
import type { ClockPort } from '../core/ports';
import { formatReference, type ImageReference } from '../core/reference';
import type { LookupOptions } from '../oci/client';
import type { IndexClient } from '../oci/index-children';
import { createAsked } from './asked';

type ChildrenFact = Fact<readonly string[]>;

/** Milliseconds: what a digest names never changes. */
const life = 24 * 3_600_000;

/** What indexes list: a GET each, which counts as a pull with some registries, so never for opening a file. */
export interface Indexes {
  /** What is known now, without asking. The reference has a digest. */
  current(reference: ImageReference): ChildrenFact;
  /** Another number as soon as `current` may say something else. */
  revision(): number;
  /** Asks unless it is known; never rejects. */
  lookUp(reference: ImageReference, options: LookupOptions): Promise<ChildrenFact>;
}

export function createIndexes(client: IndexClient, clock: ClockPort): Indexes {
  const asked = createAsked<readonly string[]>(clock, () => life);
  return {
    current: reference => asked.current(formatReference(reference)),
    revision: () => asked.revision(),
    lookUp: (reference, options) => asked.lookUp(formatReference(reference), () => client.children(reference, options)),
  };
}
