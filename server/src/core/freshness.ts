import type { Resolution } from './facts';

/** Whether another digest is served now. Two algorithms cannot be compared, and what cannot be compared has not moved. */
export function hasMoved(pinned: string, { digest }: Pick<Resolution, 'digest'>): boolean {
  return digest !== pinned && isComparable(pinned, digest);
}

export function isComparable(a: string, b: string): boolean {
  return algorithmOf(a) === algorithmOf(b);
}

function algorithmOf(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}
