import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { verifyPrehashed } from '../../server/src/prehashed';

const data = Buffer.from('what was signed');
const digestOf = (hash: string, bytes = data): Buffer => createHash(hash).update(bytes).digest();

const kinds = {
  'P-256': ['sha256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  'P-384': ['sha384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  'P-384 over SHA-256': ['sha256', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  'P-521': ['sha512', () => generateKeyPairSync('ec', { namedCurve: 'P-521' })],
  'RSA-2048': ['sha256', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
} as const;

describe('a signature checked by a digest', () => {
  it.each(Object.entries(kinds))('holds for this digest and key alone: %s', (_, [hash, create]) => {
    const [mine, other] = [create(), create()];
    const signature = sign(hash, data, mine.privateKey);
    const bent = Buffer.from(signature);
    bent.writeUInt8(bent.readUInt8(bent.length - 1) ^ 1, bent.length - 1);
    expect(verifyPrehashed(mine.publicKey, digestOf(hash), signature)).toBe(true);
    expect(verifyPrehashed(mine.publicKey, digestOf(hash, Buffer.from('other')), signature)).toBe(false);
    expect(verifyPrehashed(other.publicKey, digestOf(hash), signature)).toBe(false);
    expect(verifyPrehashed(mine.publicKey, digestOf(hash), bent)).toBe(false);
    expect(verifyPrehashed(mine.publicKey, digestOf(hash), Buffer.alloc(0))).toBe(false);
  });

  it('holds for no key that hashes by itself, nor for a curve that nobody should use', () => {
    const edwards = generateKeyPairSync('ed25519');
    expect(verifyPrehashed(edwards.publicKey, digestOf('sha512'), sign(null, data, edwards.privateKey))).toBe(false);
    const koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
    expect(verifyPrehashed(koblitz.publicKey, digestOf('sha256'), sign('sha256', data, koblitz.privateKey))).toBe(false);
  });
});
