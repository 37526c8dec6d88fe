import { createHash } from 'node:crypto';
import { splitDigest } from '../core/digest';
import type { Candidate } from './discovery/candidate';

/** The client has compared them already; this is the last place where it is not too late. */
export function isLayerBlob({ layer }: Candidate, blob: Uint8Array): boolean {
  const { algorithm, hex } = splitDigest(layer.digest);
  return blob.length === layer.size && createHash(algorithm).update(blob).digest('hex') === hex;
}
