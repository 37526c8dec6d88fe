import type { TrustPolicy } from '../core/policy';
import { matchesPattern } from '../core/pattern';
import type { ImageReference } from '../core/reference';
import type { AcceptedSigner } from '../core/verification';
import { publisherOf } from '../publishers';
import type { VerificationRequest } from '../signatures/verifier';

/** Who must have signed: what the policy says of this image, else the publisher's own signers. */
export function verificationRequest(reference: ImageReference, policy: TrustPolicy): VerificationRequest {
  const named = policySigners(reference, policy);
  const publisher = publisherOf(reference);
  const builtIn = (publisher?.signers ?? []).map(({ issuer, identity }) => ({
    issuer,
    identity,
    source: publisher?.id ?? '',
  }));
  return {
    reference,
    // A policy that names signers is never widened by the ones that are built in.
    signers: named.length > 0 ? named : builtIn,
    publisherDoesNotSign: publisher?.doesNotSign === true,
  };
}

function policySigners(reference: ImageReference, policy: TrustPolicy): AcceptedSigner[] {
  return policy.signatures
    .filter(({ images }) => matchesPattern(images, reference))
    .flatMap(({ keyless }) => (keyless ? [{ ...keyless, source: 'policy' }] : []));
}

/** True when the policy demands a signature on this image. */
export function requiresSignature(reference: ImageReference, policy: TrustPolicy): boolean {
  return policy.signatures.some(({ images, required }) => required && matchesPattern(images, reference));
}
