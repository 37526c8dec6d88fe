import type { AcceptedSigner } from '../core/accepted-signer';
import type { TrustPolicy } from '../core/policy';
import { sameName, type ImageReference } from '../core/reference';
import { acceptedSigners } from '../policy/signers';
import { judgedAs } from '../policy/upstreams';
import { publisherOf } from '../publishers';
import type { VerificationRequest } from '../signatures/verifier';

/** Who must have signed: what the policy says of this image, else the signers of who publishes it, also through a proxy cache. */
export function verificationRequest(reference: ImageReference, policy: TrustPolicy): VerificationRequest {
  const origin = judgedAs(reference, policy);
  const publisher = publisherOf(origin);
  const builtIn = (publisher?.signers ?? []).map(({ issuer, identity }): AcceptedSigner => ({ kind: 'keyless', issuer, identity, source: publisher?.id ?? '' }));
  return {
    reference,
    signers: acceptedSigners(reference, policy, builtIn),
    publisherDoesNotSign: publisher?.doesNotSign === true,
    // A proxy cache need not keep signatures, and its upstream has those of the same digest.
    ...(sameName(origin, reference) ? {} : { upstream: origin }),
  };
}
