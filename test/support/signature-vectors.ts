/** Real signatures by other tools (../shared/vectors), laid out as the registry would serve them. */
import { connaisseur } from './vectors/connaisseur';
import { containersImage } from './vectors/containers-image';
import { ratify } from './vectors/ratify';
import { slsaVerifier } from './vectors/slsa-verifier';
import type { AttestationVector, SignatureVector } from './vectors/vector';

export type { AttestationVector, SignatureVector } from './vectors/vector';

export function sharedVectors(): SignatureVector[] {
  return [...connaisseur(), ...containersImage(), ...ratify()].map((vector) => ({ ...vector, digestsNamed: namesDigests(vector) }));
}

function namesDigests({ contents: { manifests } }: SignatureVector): boolean {
  return manifests.every(({ base64 }) => !Buffer.from(base64, 'base64').includes('dev.sigstore.cosign/bundle'));
}

export function sharedAttestations(): AttestationVector[] {
  return slsaVerifier();
}
