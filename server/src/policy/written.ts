import type { IgnoreEntry } from '../core/policy';
import type { Range } from '../core/range';

/** Where an entry of a policy file stands. */
export interface Written {
  /** Of the file. */
  readonly path: string;
  readonly range: Range;
}

/** Beside the entries: what a policy says is the same wherever it is written. */
const places = new WeakMap<IgnoreEntry, Written>();

export function rememberWritten(entry: IgnoreEntry, written: Written | undefined): IgnoreEntry {
  if (written) places.set(entry, written);
  return entry;
}

/** Undefined for what no file says. */
export function writtenAt(entry: IgnoreEntry): Written | undefined {
  return places.get(entry);
}
