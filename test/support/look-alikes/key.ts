/** Signers that are a key and nothing else. */
import { generateKeyPairSync } from 'node:crypto';
import { createKey, ofPair } from '../sign-key';
import { rekorAnnotation, type LegacyLayer } from '../sign-image';
import { base64, hashedRekord, hex, signBytes, type Authority, type Signer } from '../sigstore';

/** `pem` is the public key, where a keyless signer has a certificate. */
export type KeySigner = Omit<Signer, 'der'>;

export function ecdsaKey(): KeySigner {
  return createKey();
}

export function rsaKey(modulusLength: number): KeySigner {
  return ofPair(generateKeyPairSync('rsa', { modulusLength }));
}

/** As `cosign sign --key` makes it; without an authority as with `--tlog-upload=false`. */
export async function keySignature(signer: KeySigner, payload: Buffer, authority?: Authority): Promise<LegacyLayer> {
  const signature = signBytes(signer, payload);
  const record = await authority?.log(hashedRekord(signer, hex(payload), signature));
  const annotations: Record<string, string> = { 'dev.cosignproject.cosign/signature': base64(signature) };
  if (record !== undefined) annotations['dev.sigstore.cosign/bundle'] = rekorAnnotation(record);
  return { payload, annotations };
}
