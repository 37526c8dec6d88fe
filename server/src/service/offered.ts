import { known, type Fact } from '../core/fact';
import type { Alternative } from '../core/facts';
import type { TrustPolicy } from '../core/policy';
import { hasTrustList, isTrusted } from '../policy/trust';
import { writtenAs } from '../policy/upstreams';

/** What the policy does not accept is not offered; what it has a proxy cache for is offered under the name there. */
export function offeredAlternatives(fact: Fact<readonly Alternative[]>, policy: TrustPolicy): Fact<readonly Alternative[]> {
  if (fact.state !== 'known' || fact.value.length === 0) return fact;
  return known(fact.value.filter(alternative => isAccepted(alternative, policy)).map(alternative => throughCache(alternative, policy)));
}

/** Those that the policy does not accept: the hover says why they are not offered. */
export function rejectedAlternatives(fact: Fact<readonly Alternative[]>, policy: TrustPolicy): readonly Alternative[] {
  return fact.state === 'known' ? fact.value.filter(alternative => !isAccepted(alternative, policy)) : [];
}

/** A list that is only a list of friends rejects nobody. */
export function isAccepted({ reference, publisher }: Alternative, policy: TrustPolicy): boolean {
  return !policy.trust.strict || !hasTrustList(policy) || isTrusted(reference, publisher, policy);
}

function throughCache(alternative: Alternative, policy: TrustPolicy): Alternative {
  const reference = writtenAs(alternative.reference, policy);
  return reference === alternative.reference ? alternative : { ...alternative, reference };
}
