import { crypto } from '@sigstore/core';

export type KeyObject = crypto.KeyObject;

/** A key by which a signature can be checked. */
export interface PublicKey {
  readonly key: KeyObject;
  /** DER of the SubjectPublicKeyInfo: one key has one, however its PEM is laid out. */
  readonly spki: Buffer;
  /** Lower-case hex over `spki`. */
  readonly sha256: string;
}

/** What is hashed before it is signed; undefined where the algorithm itself does it. */
export type Hash = 'sha256' | 'sha384' | 'sha512' | undefined;

const pemKey = /^\s*-----BEGIN PUBLIC KEY-----\r?\n[A-Za-z0-9+/=\r\n]{1,8192}-----END PUBLIC KEY-----\s*$/;

/** By curve: what Sigstore's registry of algorithms names for it, which bundles use. */
const curves: ReadonlyMap<string | undefined, Hash> = new Map([
  ['prime256v1', 'sha256'],
  ['secp384r1', 'sha384'],
  ['secp521r1', 'sha512'],
]);
/** Bits. Below it is weak, above it is a way to keep a machine busy. */
const rsa = { least: 2048, most: 8192 };

/** Undefined for a text that holds anything but one public key of a kind that is strong enough to prove something. */
export function readPublicKey(pem: string): PublicKey | undefined {
  if (!pemKey.test(pem)) return undefined;
  try {
    return describe(crypto.createPublicKey(pem));
  } catch {
    return undefined;
  }
}

/** The same of a SubjectPublicKeyInfo in DER. */
export function readSpki(der: Buffer): PublicKey | undefined {
  try {
    return describe(crypto.createPublicKey(der));
  } catch {
    return undefined;
  }
}

function describe(key: KeyObject): PublicKey | undefined {
  if (!isStrongKey(key)) return undefined;
  const spki = key.export({ format: 'der', type: 'spki' });
  return { key, spki, sha256: crypto.digest('sha256', spki).toString('hex') };
}

export function isStrongKey({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  if (asymmetricKeyType === 'ec') return curves.has(asymmetricKeyDetails?.namedCurve);
  const bits = asymmetricKeyDetails?.modulusLength ?? 0;
  if (asymmetricKeyType === 'rsa') return bits >= rsa.least && bits <= rsa.most;
  return asymmetricKeyType === 'ed25519';
}

/**
 * Whether `signature` is one of `data` by the key. Cosign's legacy signatures are over SHA-256 whatever the key, bundles over
 * what the registry of algorithms says, and those of older tools over SHA-256 as well.
 * The hash is always named: BoringSSL has no default.
 */
export function isSignedBy(key: KeyObject, data: Buffer, { signature, legacy }: { signature: Buffer; legacy: boolean }): boolean {
  return isStrongKey(key) && hashesFor(key, legacy).some((hash) => crypto.verify(data, key, signature, hash));
}

function hashesFor({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject, legacy: boolean): Hash[] {
  if (asymmetricKeyType === 'ed25519') return [undefined];
  const usual = legacy ? undefined : curves.get(asymmetricKeyDetails?.namedCurve);
  return usual === undefined || usual === 'sha256' ? ['sha256'] : [usual, 'sha256'];
}
