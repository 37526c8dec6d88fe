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
  /** `everything` also reads and verifies what is attested; `verdict` (the default) reads no more than a verdict needs. */
  readonly depth?: 'verdict' | 'everything';
  /** Where the same digest may be signed, when it is not beside the image: what a proxy cache or a mirror stands for. */
  readonly upstream?: ImageReference;
  /** `os/architecture[/variant]` that counts where a platform's manifest is what is signed. */
  readonly platform?: string;
}

/** Verifies image signatures in process. Loaded lazily: nothing of it is needed until somebody asks. */
export interface SignatureVerifier {
  /** Never throws for a bad signature or an unreachable registry: both are verdicts (`invalid`, `unknown`). */
  verify(request: VerificationRequest, client: RegistryClient, options: LookupOptions): Promise<VerificationReport>;
}
