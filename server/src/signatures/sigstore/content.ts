import type { Bundle } from '@sigstore/bundle';
import { crypto, dsse } from '@sigstore/core';
import type { SignedEntity } from '@sigstore/verify';
import { isSignedBy, isStrongKey, type KeyObject } from './key';

export type SignatureContent = SignedEntity['signature'];

/** Whether `signature` is one, by the key, of whatever has the digest. For who has no bytes to hash. */
export type PrehashVerifier = (key: KeyObject, digest: Buffer, signature: Buffer) => boolean;

export interface ContentOptions {
  /** What was signed, for a signature over bytes; an envelope brings its own. */
  readonly artifact: Buffer | undefined;
  /** Layer of a legacy attestation: its clock stamped the whole envelope, and not the signature. */
  readonly envelope?: Buffer | undefined;
  /** A signature of the old layout, which is over SHA-256 whatever the key. */
  readonly legacy: boolean;
  /** Takes the place of the artifact, for a signature over bytes. */
  readonly prehashed?: PrehashVerifier | undefined;
}

const hashByLength: ReadonlyMap<number, string> = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

/**
 * What a bundle signs, in the shape that the Sigstore library verifies. Its own shape knows one hash for every key, and so
 * refuses the signatures of most keys other than P-256.
 */
export function contentOf({ content }: Bundle, { artifact, envelope, legacy, prehashed }: ContentOptions): SignatureContent {
  const [signature, data, digest] =
    content.$case === 'messageSignature'
      ? [content.messageSignature.signature, artifact, content.messageSignature.messageDigest.digest]
      : ofEnvelope(content.dsseEnvelope);
  return {
    signature: envelope ?? signature,
    compareSignature: (other) => other.equals(signature),
    compareDigest: (other) => other.equals(digest),
    compareSignedDigest: (other) => (data === undefined ? other.equals(digest) : isDigestOf(other, data)),
    verifySignature: (key) =>
      data === undefined ? isStrongKey(key) && prehashed?.(key, digest, signature) === true : isSignedBy(key, data, { signature, legacy }),
  };
}

type Envelope = Extract<Bundle['content'], { $case: 'dsseEnvelope' }>['dsseEnvelope'];

/** Logs name the digest of an envelope's payload; what is signed is its encoding together with its type. */
function ofEnvelope({ payload, payloadType, signatures }: Envelope): [Buffer, Buffer, Buffer] {
  return [signatures[0]?.sig ?? Buffer.alloc(0), dsse.preAuthEncoding(payloadType, payload), crypto.digest('sha256', payload)];
}

function isDigestOf(digest: Buffer, data: Buffer): boolean {
  const hash = hashByLength.get(digest.length);
  return hash !== undefined && crypto.digest(hash, data).equals(digest);
}
