import { formats } from '../formats';

/** Whether a file of this name may hold images at all: what a walk over a folder reads. */
export function isWorthReading(path: string): boolean {
  return formats.some(format => format.mayClaim(path));
}

/** The readers load at their first use: whoever has a quiet moment before it may have them load then. */
export function loadReaders(): void {
  void formats.length;
}
