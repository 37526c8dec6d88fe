import { createHash as nodeHash } from 'node:crypto';
import type { HashPort } from '../core/ports';

export function createHash(): HashPort {
  return { hex: (algorithm, bytes) => nodeHash(algorithm).update(bytes).digest('hex') };
}
