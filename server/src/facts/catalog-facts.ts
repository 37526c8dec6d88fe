import type { Catalog } from '../catalog';
import { known, pending, unknown, type Fact } from '../core/fact';
import type { Alternative, Facts } from '../core/facts';
import type { Purpose } from '../core/purpose';
import { formatReference, type ImageReference } from '../core/reference';
import { canonicalHost } from '../registries';

/** The version that a registry names for an alternative; undefined where it was not asked, or did not say. */
export type VersionOf = (reference: ImageReference) => string | undefined;

/** What the catalog alone can tell. */
export type CatalogFacts = Pick<Facts, 'lifecycle' | 'contents' | 'latestOnly'> & {
  alternatives(purpose: Purpose | undefined, versionOf: VersionOf): Fact<readonly Alternative[]>;
};

export interface CatalogFactsParts {
  /** Undefined until somebody needed it and it was loaded. */
  readonly catalog: () => Catalog | undefined;
  /** `YYYY-MM-DD`. */
  readonly today: () => string;
}

const notLoaded: CatalogFacts = { lifecycle: pending, contents: pending, latestOnly: pending, alternatives: () => pending };

/** Every keystroke asks again about every image of a document, and the tables never change. */
const mostRemembered = 5_000;

/** Answers from the catalog; what was answered is kept for the day. */
export function createCatalogFacts({ catalog, today }: CatalogFactsParts): (reference: ImageReference) => CatalogFacts {
  const remembered = new Map<string, CatalogFacts>();
  let day = '';
  return reference => {
    const tables = catalog();
    if (!tables) return notLoaded;
    const now = today();
    if (now !== day || remembered.size >= mostRemembered) remembered.clear();
    day = now;
    const name = formatReference(reference);
    const before = remembered.get(name);
    if (before) return before;
    const facts = lookUp(tables, { ...reference, registry: canonicalHost(reference.registry) }, now);
    remembered.set(name, facts);
    return facts;
  };
}

/** Host names have no letter case, and Docker Hub has several of them: none of that may hide what an image is. */
function lookUp(catalog: Catalog, reference: ImageReference, day: string): CatalogFacts {
  const contents = catalog.contents(reference);
  const latestOnly = catalog.latestOnly(reference);
  return {
    lifecycle: known(catalog.lifecycle(reference, day)),
    contents: contents ? known(contents) : unknown('not-in-catalog'),
    latestOnly: latestOnly === undefined ? unknown('not-in-catalog') : known(latestOnly),
    alternatives: (purpose, versionOf) => known(catalog.alternatives({ reference, today: day, purpose, versionOf })),
  };
}
