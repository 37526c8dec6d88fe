import { generateKeyPairSync } from 'node:crypto';

/** A new public key, P-256, in PEM. */
export function newPublicKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'pem', type: 'spki' }) as string;
}

/** What a certificate looks like from outside: its base64 is no certificate's, and nobody who only reads PEM can tell. */
export function certificateLike(seed: string): string {
  const body = Buffer.from(seed.repeat(60).slice(0, 300)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${(body.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`;
}
