import { createCipheriv, createECDH, createHash, randomBytes } from 'node:crypto';

/**
 * Seals a login for the server that `key` is of (P-256, base64), which alone can open it: what passes between us may be written
 * to a log by whoever looks for a fault.
 */
export function seal(value: unknown, key: string): string {
  const own = createECDH('prime256v1');
  const sender = own.generateKeys('base64');
  const secret = createHash('sha256').update(own.computeSecret(key, 'base64')).digest();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: 16 });
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return [sender, ...[nonce, cipher.getAuthTag(), text].map(bytes => bytes.toString('base64'))].join('.');
}
