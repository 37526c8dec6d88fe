import type { Alternative } from '../../core/facts';
import type { Purpose } from '../../core/purpose';
import type { ImageReference } from '../../core/reference';
import type { Product } from '../release-cycles';
import type { CatalogTables } from '../tables';
import type { ParsedTag } from '../tag';
import type { Upstream } from '../upstreams';

/**
 * What becomes of the version that was asked for. `same`: it stays, or none was asked for; `minor`: within the same major
 * version; `major`: another one. Nothing that crosses a major version comes before what does not.
 */
export type Kept = 'same' | 'minor' | 'major';

/** An alternative, and what its place among the others depends on. */
export interface Offer extends Alternative {
  readonly kept: Kept;
  /** Nobody said which version it is: it is most likely the newest. */
  readonly isGuess: boolean;
}

export interface OfferQuestion {
  readonly asked: ImageReference;
  readonly parsed: ParsedTag;
  /** The version that the tag stands for: `22` of `jod-slim`; undefined when it names none. */
  readonly version: string | undefined;
  readonly row: Upstream;
  /** What the upstream holds, where its release cycles are known. */
  readonly product: Product | undefined;
  readonly purpose: Purpose | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The version that a registry's labels name for an alternative; undefined when nobody asked. */
  readonly versionOf: (reference: ImageReference) => string | undefined;
}

/** A publisher that offers images for upstreams. One file and one line in `index.ts` each. */
export type OfferSource = (question: OfferQuestion, tables: CatalogTables) => readonly Offer[];
