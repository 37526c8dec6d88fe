import type { AcceptedSigner } from '../../core/accepted-signer';
import type { SignedSubject } from '../../core/verification';

/**
 * Those who count for what is signed. An attestation manifest is one hop away from the image: only of signers who are known
 * to sign those does it say anything about the image.
 */
export function counting(signers: readonly AcceptedSigner[], { kind }: Pick<SignedSubject, 'kind'>): readonly AcceptedSigner[] {
  if (kind !== 'attestation-manifest') return signers;
  return signers.filter((signer) => signer.kind !== 'notation' && signer.layout !== undefined);
}
