import { known, valueOf, type Fact } from '../core/fact';
import type { Alternative } from '../core/facts';
import type { TrustPolicy } from '../core/policy';
import type { ImageReference } from '../core/reference';
import type { CatalogFacts } from '../facts/catalog-facts';
import type { Details } from '../facts/details';
import { hasTrustList, isTrusted } from '../policy/trust';
import { writtenAs } from '../policy/upstreams';
import type { Purpose } from '../core/purpose';

export interface OfferParts {
  readonly details: Details;
  /** `os/architecture[/variant]` that the image is wanted for. */
  readonly platform: string;
  readonly policy: TrustPolicy;
}

/**
 * What the catalog has for the job and the policy accepts, under the name of the proxy cache where the policy has one, with
 * what is known of it from its registry.
 */
export function offeredAlternatives(found: CatalogFacts, purpose: Purpose | undefined, parts: OfferParts): Fact<readonly Alternative[]> {
  const fact = found.alternatives(purpose, reference => versionOf(reference, parts));
  if (fact.state !== 'known' || fact.value.length === 0) return fact;
  const accepted = fact.value.filter(alternative => isAccepted(alternative, parts.policy));
  return known(accepted.map(alternative => withDetails(throughCache(alternative, parts.policy), parts)));
}

/** Those that the policy does not accept: the hover says why they are not offered. */
export function rejectedAlternatives(found: CatalogFacts, purpose: Purpose | undefined, policy: TrustPolicy): readonly Alternative[] {
  if (!rejectsOthers(policy)) return [];
  return (valueOf(found.alternatives(purpose, () => undefined)) ?? []).filter(alternative => !isAccepted(alternative, policy));
}

/** Whether the policy lets somebody use the image. */
export function isAccepted({ reference, publisher }: { reference: ImageReference; publisher: string | undefined }, policy: TrustPolicy): boolean {
  return !rejectsOthers(policy) || isTrusted(reference, publisher, policy);
}

/** A list that is only a list of friends rejects nobody. */
export function rejectsOthers(policy: TrustPolicy): boolean {
  return policy.trust.strict && hasTrustList(policy);
}

function throughCache(alternative: Alternative, policy: TrustPolicy): Alternative {
  const reference = writtenAs(alternative.reference, policy);
  return reference === alternative.reference ? alternative : { ...alternative, reference };
}

/** What is asked is the name that would be written: a proxy cache serves what its upstream does. */
function versionOf(reference: ImageReference, { details, platform, policy }: OfferParts): string | undefined {
  const known = valueOf(details.current(writtenAs(reference, policy), platform));
  return known === 'missing' ? undefined : known?.version;
}

function withDetails(alternative: Alternative, { details, platform }: OfferParts): Alternative {
  const known = valueOf(details.current(alternative.reference, platform));
  if (known === undefined) return alternative;
  return { ...alternative, details: known, exists: known === 'missing' ? 'catalog' : 'registry' };
}
