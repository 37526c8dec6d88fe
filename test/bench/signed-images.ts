/** Images that are signed in every way, each in a registry in memory: what the benchmark of verifications verifies. */
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { type MemoryRegistry } from '../support/memory-registry';
import { imageInMemory, signImage, testIdentity, testIssuer } from '../support/sign-image';
import { createAuthority } from '../support/sigstore';

export interface SignedImage {
  readonly name: string;
  readonly registry: MemoryRegistry;
  readonly signers: readonly AcceptedSigner[];
  readonly trustedRoot: string;
}

export async function signedImages(): Promise<SignedImage[]> {
  const authority = await createAuthority();
  const base = { signers: [{ kind: 'keyless', issuer: testIssuer, identity: testIdentity, source: 'policy' }] as const, trustedRoot: JSON.stringify(authority.trustedRoot) };
  const images: SignedImage[] = [];
  for (const [format, name] of [['legacy', 'Cosign tag, keyless'], ['bundle', 'Sigstore bundle, keyless']] as const) {
    const { registry, image } = await imageInMemory();
    await signImage({ image, push: registry.push, authority, formats: [format] });
    images.push({ ...base, name, registry });
  }
  return images;
}
