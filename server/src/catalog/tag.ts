/** What a tag says of itself: `3.12.4-slim-bookworm` is version 3.12.4, slim, on Debian 12. */
export interface ParsedTag {
  /** As it is written, without a `v`: `3.12`, `8u502`, `11.0.32_9`. */
  readonly version?: string;
  readonly distribution?: Distribution;
  /** Every other word, in order. */
  readonly words: readonly string[];
}

export interface Distribution {
  /** `alpine`, `debian`, `ubuntu`, `ubi`. */
  readonly family: string;
  /** Absent in a tag that leaves it to the publisher: `alpine`. */
  readonly version?: string;
}

/** Distributions by the name of their release: `bookworm`. */
export type Codenames = ReadonlyMap<string, Distribution>;

const versionWord = /^v?(\d+(?:[._u+]\d+)*(?:(?:alpha|beta|rc|ea|b)\d*)*)$/;
const dateWord = /^\d{8}(?:\.\d+)?$/;
/** `alpine3.20`, `debian13`, `ubi9`. */
const distributionWord = /^(alpine|debian|ubuntu|ubi)([\d.]*)$/;

export function parseTag(tag: string, codenames: Codenames): ParsedTag {
  let version: string | undefined;
  let distribution: Distribution | undefined;
  const words: string[] = [];
  for (const word of tag.split('-')) {
    const named = codenames.get(word) ?? distributionIn(word);
    // `alpine-3.21`, as some publishers write it.
    const completes = distribution?.version === undefined && distribution?.family === words.at(-1) && /^\d+\.\d+$/.test(word);
    if (completes && distribution) distribution = { family: distribution.family, version: word };
    else if (named) distribution ??= named;
    else if (version === undefined && versionWord.test(word) && !dateWord.test(word)) version = word.replace(/^v/, '');
    else words.push(word);
    if (named && named.version === undefined) words.push(named.family);
  }
  const others = words.filter(word => word !== distribution?.family);
  return { ...(version === undefined ? {} : { version }), ...(distribution ? { distribution } : {}), words: others };
}

function distributionIn(word: string): Distribution | undefined {
  const [, family, version = ''] = distributionWord.exec(word) ?? [];
  if (family === undefined) return undefined;
  return version === '' ? { family } : { family, version };
}

/** The same few versions are compared over and over. */
const mostVersions = 20_000;
const numbersByVersion = new Map<string, readonly number[]>();

/** `11.0.32_9` is 11, 0, 32, 9. What is no number ends it. */
export function numbersOf(version: string): readonly number[] {
  const known = numbersByVersion.get(version);
  if (known) return known;
  const numbers = version.split(/[._u+]/).map(part => Number.parseInt(part, 10)).filter(part => !Number.isNaN(part));
  if (numbersByVersion.size >= mostVersions) numbersByVersion.clear();
  numbersByVersion.set(version, numbers);
  return numbers;
}

/** Negative when `a` is older. Only the parts that both have are compared: `3` and `3.13` are the same as far as is known. */
export function compareVersions(a: string, b: string): number {
  const left = numbersOf(a);
  const right = numbersOf(b);
  for (let part = 0; part < Math.min(left.length, right.length); part += 1) {
    const difference = (left[part] as number) - (right[part] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether `version` is `cycle` or a release of it: 3.12.4 of 3.12, and not of 3.1. */
export function isWithin(version: string, cycle: string): boolean {
  return numbersOf(version).length >= numbersOf(cycle).length && compareVersions(version, cycle) === 0;
}
