import { isDigest, splitDigest } from '../core/digest';
import type { HashPort } from '../core/ports';

/** The digest of `bytes` in the algorithm of `like`, which must be a digest. */
export function digestOf(hash: HashPort, bytes: Uint8Array, like = 'sha256:'): string {
  const { algorithm } = splitDigest(like);
  return `${algorithm}:${hash.hex(algorithm, bytes)}`;
}

/** The digest that the headers claim; undefined when they claim none, or something that is none. */
export function claimedDigest(headers: Readonly<Record<string, string>>): string | undefined {
  const claimed = headers['docker-content-digest']?.trim();
  return claimed !== undefined && isDigest(claimed) ? claimed : undefined;
}
