import { createHash, createHmac, randomBytes, scrypt } from 'node:crypto';
import type { Credential } from '../../core/login';

/** Of this process: what is made with it means nothing to anybody else. */
const key = randomBytes(32);

/** Tells logins apart as long as this process lasts. */
export function loginId(registry: string, credential: Credential): string {
  return createHmac('sha256', key).update(wordsOf(registry, credential)).digest('base64url');
}

/** The same in every session, and so costly to compute that nobody tries passwords with it. */
export function lastingId(registry: string, credential: Credential): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(wordsOf(registry, credential), `plimsoll login ${registry}`, 16, { N: 16_384, r: 8, p: 1 }, (error, id) => {
      if (error) reject(error);
      else resolve(id.toString('base64url'));
    });
  });
}

/** What a program has is its own matter: where it is asked is all that is known without asking it. */
export function helperId(registry: string, name: string): string {
  return createHash('sha256').update(JSON.stringify(['plimsoll helper', registry, name])).digest('base64url').slice(0, 22);
}

function wordsOf(registry: string, credential: Credential): string {
  const [name, secret] = credential.kind === 'basic' ? [credential.username, credential.password] : ['', credential.token];
  return JSON.stringify([registry, credential.kind, name, secret]);
}
