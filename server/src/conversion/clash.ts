import type { Family } from '../core/image-inside';

/** The C library that programs of an image are linked against; `level` is higher for a newer glibc. */
export interface Libc {
  readonly kind: 'glibc' | 'musl' | 'none' | 'unknown';
  /** Undefined where the tag does not say which release it is. */
  readonly level: number | undefined;
  /** The distribution that other libraries are of. */
  readonly family?: Family | undefined;
  readonly release?: string | undefined;
}

/** One thing that can become of the base of some stages. */
export interface Option {
  /** Less is better. */
  readonly cost: number;
  /** Undefined: the base stays. */
  readonly publisher?: string;
  readonly libc: Libc;
  /** The language that it runs, with its version. */
  readonly runtime?: string | undefined;
}

/** Something is copied from the stages of one unit into those of another. */
export interface Link {
  readonly from: number;
  readonly to: number;
  /** Both come from the same image, and share what it is laid out like. */
  readonly sameImage: boolean;
  /** Programs that are linked against a C library may be among what is copied. */
  readonly linked: boolean;
  /** They may need more libraries than that. */
  readonly libraries: boolean;
}

export interface Pair {
  readonly from: Option;
  readonly to: Option;
}

/** Why nothing should be copied between two images. */
export type Clash = 'layout' | 'runtime' | 'libc' | 'libraries';

export function pairOf({ from, to }: Link, options: readonly Option[]): Pair {
  return { from: options[from] as Option, to: options[to] as Option };
}

export function clashOf({ sameImage, linked, libraries }: Link, now: Pair, before: Pair): Clash | undefined {
  if (now.from === before.from && now.to === before.to) return undefined;
  if (sameImage && now.from.publisher !== now.to.publisher) return 'layout';
  if (before.from.runtime !== undefined && before.from.runtime === before.to.runtime && now.from.runtime !== now.to.runtime) return 'runtime';
  if (!linked) return undefined;
  if (!runs(now, before)) return 'libc';
  return libraries && !hasLibraries(now, before) ? 'libraries' : undefined;
}

/** What was linked against one C library runs on the same one, or a newer one. Where they differed before, nothing was linked. */
function runs(now: Pair, before: Pair): boolean {
  const { from: old, to: oldTo } = libcs(before);
  if (old.kind !== oldTo.kind || isNewer(old, oldTo)) return true;
  const { from, to } = libcs(now);
  return from.kind === to.kind && !isNewer(from, to);
}

function isNewer({ level: a }: Libc, { level: b }: Libc): boolean {
  return a !== undefined && b !== undefined && a > b;
}

/** Other libraries have other names in each distribution, and in each of its releases. */
function hasLibraries(now: Pair, before: Pair): boolean {
  const isOne = ({ from, to }: { from: Libc; to: Libc }): boolean =>
    from.family === to.family && (from.release === to.release || from.release === undefined || to.release === undefined);
  return !isOne(libcs(before)) || isOne(libcs(now));
}

function libcs({ from, to }: Pair): { from: Libc; to: Libc } {
  return { from: from.libc, to: to.libc };
}
