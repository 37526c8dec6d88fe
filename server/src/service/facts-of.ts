import type { ReadDocument } from '../core/document';
import { known, unknown, type Fact } from '../core/fact';
import type { Alternative, Facts } from '../core/facts';
import type { ImageRole, ImageUse } from '../core/image-use';
import { fullName, withTag, type ImageReference } from '../core/reference';
import type { CatalogFacts } from '../facts/catalog-facts';
import type { Publishers } from '../facts/publishers';
import type { Resolutions } from '../facts/resolutions';
import { judgedAs, writtenAs } from '../policy/upstreams';
import { offeredAlternatives } from './offered';
import { purposeOf } from './purpose';
import type { DocumentContext } from './image-service';

/** What is known now, without asking anybody. */
export interface FactsOf {
  ofReference(reference: ImageReference, context: DocumentContext): Facts;
  ofUse(use: ImageUse, document: ReadDocument, context: DocumentContext): Facts;
  /** Whether the workspace itself builds or rewrites the image. */
  isLocal(use: ImageUse, context: DocumentContext): boolean;
}

export interface FactsParts {
  readonly resolutions: Resolutions;
  readonly publishers: Publishers;
  readonly inCatalog: (reference: ImageReference) => CatalogFacts;
}

/** Something is taken out of these images by its path: no other image has it there. */
const takenApart: ReadonlySet<ImageRole> = new Set(['stage-copy', 'mount', 'syntax']);

export function createFactsOf(parts: FactsParts): FactsOf {
  const nobody = (): Fact<readonly Alternative[]> => known([]);
  return {
    ofReference: (reference, context) =>
      new FactsOfReference(parts, { reference, context, alternatives: found => offeredAlternatives(found.alternatives(undefined), context.policy) }),
    ofUse(use, document, context) {
      const { reference, role } = use;
      if (!reference) return nothingKnown;
      const offered = (found: CatalogFacts) => offeredAlternatives(found.alternatives(purposeOf(use, document)), context.policy);
      return new FactsOfReference(parts, { reference, context, alternatives: takenApart.has(role) ? nobody : offered });
    },
    isLocal,
  };
}

interface Asked {
  readonly reference: ImageReference;
  readonly context: DocumentContext;
  readonly alternatives: (found: CatalogFacts) => Fact<readonly Alternative[]>;
}

/** Each fact is found when it is asked for: most rules ask for few, and alternatives are for who points at the image. */
class FactsOfReference implements Facts {
  readonly #parts: FactsParts;
  readonly #asked: Asked;
  /** A proxy cache's image is judged as what it proxies; it is built here, or resolved, under its own name. */
  readonly #judged: ImageReference;

  constructor(parts: FactsParts, asked: Asked) {
    this.#parts = parts;
    this.#asked = asked;
    this.#judged = judgedAs(asked.reference, asked.context.policy);
  }

  get publisher(): Facts['publisher'] {
    return this.#parts.publishers.of(this.#judged);
  }

  /** What takes the place of a proxy cache's image is taken from the cache as well. */
  get lifecycle(): Facts['lifecycle'] {
    const { policy } = this.#asked.context;
    const fact = this.#found().lifecycle;
    if (fact.state !== 'known' || Object.keys(policy.upstreams).length === 0) return fact;
    return known(fact.value.map(each => (each.replacement ? { ...each, replacement: writtenAs(each.replacement, policy) } : each)));
  }

  get contents(): Facts['contents'] {
    return this.#found().contents;
  }

  get latestOnly(): Facts['latestOnly'] {
    return this.#found().latestOnly;
  }

  get alternatives(): Facts['alternatives'] {
    return this.#asked.alternatives(this.#found());
  }

  get local(): Facts['local'] {
    return known(this.#asked.context.localNames.has(fullName(this.#asked.reference)));
  }

  get resolution(): Facts['resolution'] {
    const { reference } = this.#asked;
    const tagged = reference.digest === undefined ? withTag(reference, reference.tag ?? 'latest') : reference;
    return this.#parts.resolutions.current(tagged);
  }

  #found(): CatalogFacts {
    return this.#parts.inCatalog(this.#judged);
  }
}

function isLocal({ reference }: ImageUse, { localNames }: DocumentContext): boolean {
  return reference !== null && localNames.has(fullName(reference));
}

const nothingKnown: Facts = {
  publisher: unknown('not-looked-up'),
  alternatives: unknown('not-looked-up'),
  lifecycle: unknown('not-looked-up'),
  contents: unknown('not-looked-up'),
  latestOnly: unknown('not-looked-up'),
  local: unknown('not-looked-up'),
  resolution: unknown('not-looked-up'),
};
