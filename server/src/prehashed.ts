import { constants, publicDecrypt, type KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { PrehashVerifier } from './signatures/sigstore/content';

const curves = new Map([
  ['prime256v1', p256],
  ['secp384r1', p384],
  ['secp521r1', p521],
]);

/** DigestInfo before a SHA-256 digest (RFC 8017, section 9.2). */
const sha256Info = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** Checks a signature against the digest of what was signed, which Node does for no key. Ed25519 hashes by itself: never. */
export const verifyPrehashed: PrehashVerifier = (key, digest, signature) => {
  try {
    return key.asymmetricKeyType === 'rsa' ? verifyRsa(key, digest, signature) : verifyEcdsa(key, digest, signature);
  } catch {
    return false;
  }
};

function verifyEcdsa(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const curve = curves.get(key.asymmetricKeyDetails?.namedCurve ?? '');
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  return curve?.verify(signature, digest, point, { prehash: false, lowS: false, format: 'der' }) === true;
}

/** PKCS #1, version 1.5. */
function verifyRsa(key: KeyObject, digest: Buffer, signature: Buffer): boolean {
  const info = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
  return digest.length === 32 && info.equals(Buffer.concat([sha256Info, digest]));
}
