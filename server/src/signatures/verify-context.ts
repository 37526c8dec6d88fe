import type { AcceptedSigner } from '../core/accepted-signer';
import type { ImageReference } from '../core/reference';
import type { PrehashVerifier } from './sigstore/content';
import type { TrustRoot } from './trust-root';

/** By what every verifier judges. */
export interface VerifyContext {
  readonly image: ImageReference & { readonly digest: string };
  readonly signers: readonly AcceptedSigner[];
  readonly root: TrustRoot;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** For who verifies by a digest alone; images always come with their bytes. */
  readonly prehashed?: PrehashVerifier;
}
