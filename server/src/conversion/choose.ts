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

/** Stages that are built on one base. The first option that may be taken is that the base stays. */
export interface Unit<O extends Option> {
  readonly stays: O;
  readonly options: readonly O[];
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

/** More combinations than this nobody waits for: then every unit that is left decides for itself. */
const mostSteps = 50_000;

/** The cheapest combination in which nothing is copied to where it does not run. */
export function choose<O extends Option>(units: readonly Unit<O>[], links: readonly Link[]): readonly O[] {
  const search = new Search(units, links);
  return search.best();
}

class Search<O extends Option> {
  readonly #units: readonly Unit<O>[];
  readonly #links: readonly Link[];
  #best: { readonly chosen: readonly O[]; readonly cost: number };
  #steps = 0;

  constructor(units: readonly Unit<O>[], links: readonly Link[]) {
    this.#units = units;
    this.#links = links;
    const stays = units.map(({ stays: each }) => each);
    this.#best = { chosen: stays, cost: total(stays) };
  }

  best(): readonly O[] {
    this.#go([], 0);
    return this.#best.chosen;
  }

  #go(chosen: readonly O[], cost: number): void {
    if (cost >= this.#best.cost || (this.#steps += 1) > mostSteps) return;
    const unit = this.#units[chosen.length];
    if (!unit) {
      this.#best = { chosen, cost };
      return;
    }
    for (const option of [...unit.options, unit.stays]) {
      const next = [...chosen, option];
      if (this.#fits(next)) this.#go(next, cost + option.cost);
    }
  }

  /** The newest choice with those before it. */
  #fits(chosen: readonly O[]): boolean {
    const newest = chosen.length - 1;
    return this.#links.every(link => {
      if (Math.max(link.from, link.to) !== newest) return true;
      return fits(link, { from: chosen[link.from] as O, to: chosen[link.to] as O }, { from: this.#units[link.from]?.stays as O, to: this.#units[link.to]?.stays as O });
    });
  }
}

function total(options: readonly Option[]): number {
  return options.reduce((sum, { cost }) => sum + cost, 0);
}

interface Pair {
  readonly from: Option;
  readonly to: Option;
}

function fits({ sameImage, linked, libraries }: Link, now: Pair, before: Pair): boolean {
  if (now.from === before.from && now.to === before.to) return true;
  if (sameImage && now.from.publisher !== now.to.publisher) return false;
  if (before.from.runtime !== undefined && before.from.runtime === before.to.runtime && now.from.runtime !== now.to.runtime) return false;
  return !linked || (runs(now, before) && (!libraries || hasLibraries(now, before)));
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
