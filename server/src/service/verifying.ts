import type { AcceptedSigner } from '../core/accepted-signer';
import type { TrustPolicy } from '../core/policy';
import type { ImageReference } from '../core/reference';
import { acceptedSigners } from '../policy/signers';
import { judgedAs } from '../policy/upstreams';
import { publisherOf } from '../publishers';
import type { VerificationRequest } from '../signatures/verifier';

/** Who must have signed: what the policy says of this image, else the signers of who publishes it, also through a proxy cache. */
export function verificationRequest(reference: ImageReference, policy: TrustPolicy): VerificationRequest {
  const publisher = publisherOf(judgedAs(reference, policy));
  const builtIn = (publisher?.signers ?? []).map(({ issuer, identity }): AcceptedSigner => ({ kind: 'keyless', issuer, identity, source: publisher?.id ?? '' }));
  return {
    reference,
    signers: acceptedSigners(reference, policy, builtIn),
    publisherDoesNotSign: publisher?.doesNotSign === true,
  };
}
