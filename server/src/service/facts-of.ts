import type { ReadDocument } from '../core/document';
import { known, unknown, valueOf, type Fact } from '../core/fact';
import type { Alternative, Facts } from '../core/facts';
import type { ImageRole, ImageUse } from '../core/image-use';
import type { Purpose } from '../core/purpose';
import { isLocalUse } from '../core/local-names';
import { withDigest, type ImageReference } from '../core/reference';
import type { CatalogFacts } from '../facts/catalog-facts';
import type { Details } from '../facts/details';
import type { Indexes } from '../facts/indexes';
import type { Publishers } from '../facts/publishers';
import type { Resolutions } from '../facts/resolutions';
import type { Signatures } from '../facts/signatures';
import { judgedAs, writtenAs } from '../policy/upstreams';
import { followedByItself, followedTag, servedAs } from './followed-tag';
import type { DocumentContext } from './image-service';
import { nothingKnown } from './nothing-known';
import { offeredAlternatives, rejectedAlternatives } from './offered';
import { purposeOf } from './purpose';
import type { SignerRequests } from './signer-requests';
import { signatureFact } from './signing';
import type { TagAdvising } from './tag-advice';

/** What is known now, without asking anybody. */
export interface FactsOf {
  ofReference(reference: ImageReference, context: DocumentContext): Facts;
  ofUse(use: ImageUse, document: ReadDocument, context: DocumentContext): Facts;
  /** Images that would do the same job, and that the policy does not accept. */
  rejected(use: ImageUse, document: ReadDocument, context: DocumentContext): readonly Alternative[];
  /** Whether the workspace itself builds or rewrites the image. */
  isLocal(use: ImageUse, context: DocumentContext): boolean;
}

export interface FactsParts {
  readonly resolutions: Resolutions;
  /** Undefined while nothing was verified. */
  readonly signatures: () => Signatures | undefined;
  readonly requests: SignerRequests;
  readonly details: Details;
  readonly indexes: Indexes;
  readonly tagAdvising: TagAdvising;
  readonly publishers: Publishers;
  readonly inCatalog: (reference: ImageReference) => CatalogFacts;
  /** `os/architecture[/variant]` that images are wanted for where nothing names another one. */
  readonly platform: string;
}

/** Something is taken out of these images by its path: no other image has it there. */
const takenApart: ReadonlySet<ImageRole> = new Set(['stage-copy', 'mount', 'syntax']);

export function createFactsOf(parts: FactsParts): FactsOf {
  return {
    ofReference: (reference, context) => new FactsOfReference(parts, { reference, context, local: isLocalUse({ reference }, context), platform: parts.platform, purpose: () => undefined, follows: () => followedByItself(reference) }),
    ofUse(use, document, context) {
      const { reference, platform = parts.platform } = use;
      if (!reference) return nothingKnown;
      const purpose = takenApart.has(use.role) ? noJob : () => purposeOf(use, document);
      return new FactsOfReference(parts, { reference, context, local: isLocalUse(use, context), tagElsewhere: use.tagElsewhere, platform, purpose, follows: () => followedTag(use, document) });
    },
    rejected(use, document, { policy }) {
      if (!use.reference || takenApart.has(use.role)) return [];
      return rejectedAlternatives(parts.inCatalog(judgedAs(use.reference, policy)), purposeOf(use, document), policy);
    },
    isLocal: isLocalUse,
  };
}

/** Nothing else does it. */
const noJob = (): 'none' => 'none';

interface Asked {
  readonly reference: ImageReference;
  readonly context: DocumentContext;
  readonly local: boolean;
  /** Its tag stands elsewhere, so that nothing tells what a registry has to be asked for. */
  readonly tagElsewhere?: true | undefined;
  readonly platform: string;
  readonly purpose: () => Purpose | 'none' | undefined;
  /** With the tag that a digest is of. */
  readonly follows: () => ImageReference | undefined;
}

/** Each fact is found when it is asked for: most rules ask for few, and alternatives are for who points at the image. */
class FactsOfReference implements Facts {
  readonly #parts: FactsParts;
  readonly #asked: Asked;
  /** A proxy cache's image is judged as what it proxies; it is built here, or resolved, under its own name. */
  readonly #judged: ImageReference;
  #inCatalog: CatalogFacts | undefined;
  #publisher: Facts['publisher'] | undefined;
  #signature: Facts['signature'] | undefined;
  #tagNow: Facts['tagNow'] | undefined;

  constructor(parts: FactsParts, asked: Asked) {
    this.#parts = parts;
    this.#asked = asked;
    this.#judged = judgedAs(asked.reference, asked.context.policy);
  }

  get publisher(): Facts['publisher'] {
    return (this.#publisher ??= this.#parts.publishers.of(this.#judged));
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

  get alternatives(): Fact<readonly Alternative[]> {
    const { purpose, platform, context } = this.#asked;
    const wanted = purpose();
    if (wanted === 'none') return known([]);
    return offeredAlternatives(this.#found(), wanted, { details: this.#parts.details, platform, policy: context.policy });
  }

  get local(): Facts['local'] {
    return known(this.#asked.local);
  }

  get resolution(): Facts['resolution'] {
    if (this.#asked.tagElsewhere) return unknown('not-looked-up');
    return this.#parts.resolutions.current(servedAs(this.#asked.reference));
  }

  get tagNow(): Facts['tagNow'] {
    return (this.#tagNow ??= this.#serves());
  }

  get children(): Facts['children'] {
    const serves = valueOf(this.tagNow)?.serves;
    if (!serves || serves === 'missing') return unknown('not-looked-up');
    const follows = this.#asked.follows();
    return follows ? this.#parts.indexes.current(withDigest(follows, serves.digest)) : unknown('not-looked-up');
  }

  get tagAdvice(): Facts['tagAdvice'] {
    if (this.#asked.tagElsewhere) return unknown('not-looked-up');
    const tagged = this.#asked.follows() ?? this.#asked.reference;
    return tagged.tag === undefined ? unknown('not-looked-up') : this.#parts.tagAdvising.current(tagged);
  }

  get details(): Facts['details'] {
    if (this.#asked.tagElsewhere) return unknown('not-looked-up');
    return this.#parts.details.current(servedAs(this.#asked.reference), this.#asked.platform);
  }

  get signature(): Facts['signature'] {
    return (this.#signature ??= signatureFact(this.#asked.reference, this.#asked.context.policy, { signatures: this.#parts.signatures(), requests: this.#parts.requests }));
  }

  #serves(): Facts['tagNow'] {
    const follows = this.#asked.follows();
    if (follows?.tag === undefined) return unknown('not-looked-up');
    const fact = this.#parts.resolutions.current(follows);
    return fact.state === 'known' ? { ...fact, value: { tag: follows.tag, serves: fact.value } } : fact;
  }

  #found(): CatalogFacts {
    return (this.#inCatalog ??= this.#parts.inCatalog(this.#judged));
  }
}
