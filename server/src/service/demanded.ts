import type { Finding } from '../core/finding';
import type { TrustPolicy } from '../core/policy';
import { matchesAny } from '../core/policy-trust';
import { requiresSignature } from '../policy/signers';

type Found = Pick<Finding, 'concern' | 'use'>;

/**
 * The policy requires a signature on the image that the finding is about: it is an error then, whatever is set for the rule,
 * and no comment hides it. Whoever wants an exception writes it where the demand is made.
 */
export function isDemanded({ concern, use }: Found, policy: TrustPolicy): boolean {
  return concern === 'signature' && use.reference !== null && demandsAny(policy) && requiresSignature(use.reference, policy);
}

/** The machine's own file does: nothing hides the finding. */
export function isMachineDemand(finding: Found, policy: TrustPolicy): boolean {
  const { reference } = finding.use;
  if (!isDemanded(finding, policy) || !reference) return false;
  return policy.signatures.some(({ images, required, effect }) => required && effect === 'fixed' && matchesAny([images], reference, policy));
}

/** Whether the policy requires any signature at all. */
export function demandsAny({ signatures }: TrustPolicy): boolean {
  return signatures.some(({ required }) => required);
}
