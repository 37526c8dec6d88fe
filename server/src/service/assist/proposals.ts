import type { Catalog } from '../../catalog';
import { matchesName } from '../../core/pattern';
import type { TrustPolicy } from '../../core/policy';
import { familiarName, parseReference, type ImageReference } from '../../core/reference';
import { judgedAs, writtenAs } from '../../policy/upstreams';
import { publisherById, publisherOf, type Publisher } from '../../publishers';
import { canonicalHost } from '../../registries';
import { isAccepted, rejectsOthers } from '../offered';

/** What proposals are made of. */
export interface Shelf {
  readonly catalog: Catalog;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly policy: TrustPolicy;
  /** Compressed bytes for the user's platform, where they are known without asking anybody. */
  readonly sizeOf: (reference: ImageReference) => number | undefined;
}

/** An image that the policy accepts. */
export interface Proposal {
  /** As the team writes it: through its proxy cache, where there is one. */
  readonly reference: ImageReference;
  /** What the tables know it by. */
  readonly judged: ImageReference;
  readonly publisher: Publisher | undefined;
}

/** Images without tags, in the order to propose them. */
export function proposedImages({ catalog, today, policy }: Shelf): readonly Proposal[] {
  return catalog.images(today).flatMap(({ reference: judged, publisher }) => {
    const reference = writtenAs(judged, policy);
    return isAcceptedName({ reference, judged, publisher }, policy) ? [{ reference, judged, publisher: publisherById(publisher) }] : [];
  });
}

/** Under some tag at least: a pattern may name some. */
function isAcceptedName({ reference, judged, publisher }: { reference: ImageReference; judged: ImageReference; publisher: string }, policy: TrustPolicy): boolean {
  if (!rejectsOthers(policy) || policy.trust.publishers?.includes(publisher)) return true;
  return policy.trust.references.some(pattern => matchesName(pattern, reference) || matchesName(pattern, judged));
}

/** One image under its tags, in the order to propose them. `name` is written as somebody likes to. */
export function proposedTags(name: string, { catalog, today, policy }: Shelf): readonly Proposal[] {
  const parsed = parseReference(name);
  if (!parsed.ok) return [];
  const { reference } = parsed;
  const judged = judgedIn(reference, policy);
  const publisher = publisherOf(judged);
  return catalog.tags(judged, today).flatMap(tag => {
    const tagged = { ...reference, tag };
    return isAccepted({ reference: tagged, publisher: publisher?.id }, policy) ? [{ reference: tagged, judged: { ...judged, tag }, publisher }] : [];
  });
}

/** As the tables know it: host names have no letter case, and Docker Hub has several. */
export function judgedIn(reference: ImageReference, policy: TrustPolicy): ImageReference {
  const judged = judgedAs(reference, policy);
  return { ...judged, registry: canonicalHost(judged.registry) };
}

export function writtenName({ reference }: Proposal): string {
  return familiarName(reference);
}
