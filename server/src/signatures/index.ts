import { bundledTrustRoot, type TrustRoot } from './trust-root';
import type { SignatureVerifier } from './verifier';
import { verifyImage } from './verify-image';

export { compilePattern } from './identity/pattern';
export { bundledTrustRoot, parseTrustedRoot, type TrustRoot, type TrustRootResult } from './trust-root';
export type { SignatureVerifier, VerificationRequest } from './verifier';

export interface SignatureVerifierOptions {
  /** Whom to believe; the bundled public-good root when absent. From `parseTrustedRoot`. */
  readonly trustRoot?: TrustRoot;
  readonly clock: { now(): number };
}

/** Verifies signatures and attestations, without network besides the registry. */
export function createSignatureVerifier({ trustRoot, clock }: SignatureVerifierOptions): SignatureVerifier {
  return {
    verify: (request, client, options) => verifyImage(request, { client, options, root: trustRoot ?? bundledTrustRoot(), now: clock.now() }),
  };
}
