import { constants, verify, type KeyObject } from 'node:crypto';
import type { Hash } from './oids';

/** As JWS names them (RFC 7518); there are no others (Notary Project, signature specification: algorithm selection). */
export type Algorithm = 'PS256' | 'PS384' | 'PS512' | 'ES256' | 'ES384' | 'ES512';

/** The key decides about the algorithm, and never the envelope: other sizes, kinds and curves sign nothing. */
export function algorithmOf({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): Algorithm | undefined {
  if (asymmetricKeyType === 'rsa') return bySize.get(asymmetricKeyDetails?.modulusLength ?? 0);
  return asymmetricKeyType === 'ec' ? byCurve.get(asymmetricKeyDetails?.namedCurve ?? '') : undefined;
}

const bySize: ReadonlyMap<number, Algorithm> = new Map([[2048, 'PS256'], [3072, 'PS384'], [4096, 'PS512']]);
const byCurve: ReadonlyMap<string, Algorithm> = new Map([['prime256v1', 'ES256'], ['secp384r1', 'ES384'], ['secp521r1', 'ES512']]);

/** Bytes of the salt of PS256 and so on: as many as the hash has (RFC 7518, section 3.5). */
const hashOf: Readonly<Record<Algorithm, { readonly hash: Hash; readonly saltLength: number }>> = {
  PS256: { hash: 'sha256', saltLength: 32 },
  PS384: { hash: 'sha384', saltLength: 48 },
  PS512: { hash: 'sha512', saltLength: 64 },
  ES256: { hash: 'sha256', saltLength: 0 },
  ES384: { hash: 'sha384', saltLength: 0 },
  ES512: { hash: 'sha512', saltLength: 0 },
};

/** Whether `signature`, as JWS and COSE write it, is one of `key` over `signed`. Never throws. */
export function isSignedBy(key: KeyObject, signed: Uint8Array, signature: Uint8Array): boolean {
  const algorithm = algorithmOf(key);
  if (algorithm === undefined) return false;
  const { hash, saltLength } = hashOf[algorithm];
  const options = algorithm.startsWith('PS') ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength } : { key, dsaEncoding: 'ieee-p1363' as const };
  try {
    return verify(hash, signed, options, signature);
  } catch {
    return false;
  }
}
