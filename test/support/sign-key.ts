/** Signatures with keys instead of certificates, as `cosign sign --key` makes them. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { dsse } from '@sigstore/core';
import type { AcceptedKey } from '../../server/src/core/accepted-signer';
import { bundleEntry, makeBundle, makeLegacy, type BundleJson, type LegacyLayer } from './sign-image';
import { base64, dsseRekord, hashedRekord, type Authority, type Signer } from './sigstore';

/** `der` and `pem` are of the public key. */
export type KeySigner = Signer & { readonly publicKey: KeyObject };

/** As what is hashed before it is signed. */
export type SigningHash = 'sha1' | 'sha256' | 'sha384' | 'sha512' | null;

export const keyKinds = {
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  'RSA-1024': () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'RSA-2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  Ed25519: () => generateKeyPairSync('ed25519'),
} as const;

export function createKey(kind: keyof typeof keyKinds = 'P-256'): KeySigner {
  return ofPair(keyKinds[kind]());
}

export function ofPair({ publicKey, privateKey }: { readonly publicKey: KeyObject; readonly privateKey: KeyObject }): KeySigner {
  const der = publicKey.export({ format: 'der', type: 'spki' });
  return { publicKey, privateKey, der, pem: publicKey.export({ format: 'pem', type: 'spki' }) as string };
}

/** Without a log: as most who sign with keys do. */
export function accept({ pem }: KeySigner, more: Partial<AcceptedKey> = {}): AcceptedKey {
  return { kind: 'key', name: 'release.pub', pem, ignoreTlog: true, source: 'policy', ...more };
}

const certificate = 'dev.sigstore.cosign/certificate';
const rekor = 'dev.sigstore.cosign/bundle';
const signature = 'dev.cosignproject.cosign/signature';

/** With an entry of the authority's log, over SHA-256. */
export async function makeLoggedKeyLegacy(authority: Authority, key: KeySigner, payload: object): Promise<LegacyLayer> {
  const layer = await makeLegacy(authority, key, payload);
  delete layer.annotations[certificate];
  return layer;
}

export function makeKeyLegacy(key: KeySigner, payload: object, hash: SigningHash = 'sha256'): LegacyLayer {
  const bytes = Buffer.from(JSON.stringify(payload));
  return { payload: bytes, annotations: { [signature]: base64(sign(hash, bytes, key.privateKey)) } };
}

export function withoutLog({ payload, annotations: { [rekor]: _, ...annotations } }: LegacyLayer): LegacyLayer {
  return { payload, annotations };
}

/** An envelope and an entry about it, both by the key. */
export async function makeKeyBundle(authority: Authority, key: KeySigner, content: object, hash: SigningHash = 'sha256'): Promise<BundleJson> {
  const made = await makeBundle(authority, { ...key, privateKey: createKey().privateKey }, content);
  const { payload, payloadType } = made.dsseEnvelope!;
  const bytes = Buffer.from(payload, 'base64');
  const sig = sign(hash, dsse.preAuthEncoding(payloadType, bytes), key.privateKey);
  made.dsseEnvelope!.signatures[0]!.sig = base64(sig);
  made.verificationMaterial.tlogEntries = [bundleEntry(await authority.log(dsseRekord(key, bytes, sig)), 'dsse', '0.0.1')];
  return asKeyBundle(made);
}

/** Over the bytes themselves. */
export async function makeKeyMessageBundle(authority: Authority, key: KeySigner, bytes: Buffer, { hash, digest }: { hash: SigningHash; digest: MessageDigest }): Promise<BundleJson> {
  const sig = sign(hash, bytes, key.privateKey);
  const made = asKeyBundle(await makeBundle(authority, { ...key, privateKey: createKey().privateKey }, {}));
  const record = await authority.log(hashedRekord(key, Buffer.from(digest.digest, 'base64').toString('hex'), sig));
  made.verificationMaterial.tlogEntries = [bundleEntry(record, 'hashedrekord', '0.0.1')];
  const { dsseEnvelope: _, ...rest } = made;
  return { ...rest, messageSignature: { messageDigest: digest, signature: base64(sig) } };
}

export interface MessageDigest {
  readonly algorithm: string;
  /** Base64. */
  readonly digest: string;
}

function asKeyBundle(made: BundleJson): BundleJson {
  const { certificate: _, ...material } = made.verificationMaterial;
  return { ...made, verificationMaterial: { ...material, publicKey: { hint: 'a hint' } } };
}
