/** Signers that are a key and nothing else. */
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { rekorAnnotation, type LegacyLayer } from '../sign-image';
import { base64, hashedRekord, hex, signBytes, type Authority, type Signer } from '../sigstore';

/** `pem` is the public key, where a keyless signer has a certificate. */
export type KeySigner = Omit<Signer, 'der'>;

export function ecdsaKey(): KeySigner {
  return toSigner(generateKeyPairSync('ec', { namedCurve: 'P-256' }));
}

export function rsaKey(modulusLength: number): KeySigner {
  return toSigner(generateKeyPairSync('rsa', { modulusLength }));
}

function toSigner({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): KeySigner {
  return { privateKey, pem: publicKey.export({ format: 'pem', type: 'spki' }) as string };
}

/** As `cosign sign --key` makes it; without an authority as with `--tlog-upload=false`. */
export async function keySignature(signer: KeySigner, payload: Buffer, authority?: Authority): Promise<LegacyLayer> {
  const signature = signBytes(signer, payload);
  const record = await authority?.log(hashedRekord(signer, hex(payload), signature));
  const annotations: Record<string, string> = { 'dev.cosignproject.cosign/signature': base64(signature) };
  if (record !== undefined) annotations['dev.sigstore.cosign/bundle'] = rekorAnnotation(record);
  return { payload, annotations };
}
