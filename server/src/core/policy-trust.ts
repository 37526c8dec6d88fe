import { matchesPattern } from './pattern';
import type { TrustPolicy } from './policy';
import { judgedAs } from './policy-upstreams';
import type { ImageReference } from './reference';

/** True when somebody said what may be used, so that everything else is not trusted. */
export function hasTrustList({ trust }: TrustPolicy): boolean {
  return trust.publishers !== undefined || trust.references.length > 0;
}

/** True when the policy's own list has the image: by its publisher (an id, when one is known), or by its reference. */
export function isTrusted(reference: ImageReference, publisher: string | undefined, policy: TrustPolicy): boolean {
  if (publisher !== undefined && policy.trust.publishers?.includes(publisher)) return true;
  return matchesAny(policy.trust.references, reference, policy);
}

/** Patterns speak of the reference as it is written, and of what it stands for. */
export function matchesAny(patterns: readonly string[], reference: ImageReference, policy: TrustPolicy): boolean {
  const judged = judgedAs(reference, policy);
  return patterns.some(pattern => matchesPattern(pattern, reference) || matchesPattern(pattern, judged));
}
