import { formats } from '../formats';

/** Whether a file of this name may hold images at all: what a walk over a folder reads. */
export function isWorthReading(path: string): boolean {
  return formats.some(format => format.mayClaim(path));
}
