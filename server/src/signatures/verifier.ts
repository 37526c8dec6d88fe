import type { AcceptedSigner } from '../core/accepted-signer';
import type { VerificationReport } from '../core/verification';
import type { ImageReference } from '../core/reference';
import type { LookupOptions, RegistryClient } from '../oci/client';

export interface VerificationRequest {
  readonly reference: ImageReference;
  /** Empty: nobody is pinned, so a good signature is `signed-unpinned`. */
  readonly signers: readonly AcceptedSigner[];
  /** The publisher is known to sign nothing, so "none found" is `publisher-does-not-sign`. */
  readonly publisherDoesNotSign: boolean;
}

/** Verifies image signatures in process. Loaded lazily: nothing of it is needed until somebody asks. */
export interface SignatureVerifier {
  /** Never throws for a bad signature or an unreachable registry: both are verdicts (`invalid`, `unknown`). */
  verify(request: VerificationRequest, client: RegistryClient, options: LookupOptions): Promise<VerificationReport>;
}
