import { lazy, rowsByName, wordsOf, type TableText } from './table';
import { compareVersions, isWithin, numbersOf, parseTag, type Codenames, type Distribution, type ParsedTag } from './tag';

/** The tags of the Docker Official Images that are still rebuilt. */
export interface OfficialTags {
  /** Undefined for a name that is no official image, and for one without any such tag. */
  of(name: string): LiveTags | undefined;
  names(): readonly string[];
}

export interface LiveTags {
  has(tag: string): boolean;
  all(): readonly string[];
  /** What the tags say, for those who ask more than once. */
  parsed(): readonly ParsedLiveTag[];
}

export interface ParsedLiveTag extends ParsedTag {
  readonly tag: string;
}

export function readOfficialTags(table: TableText, codenames: () => Codenames): OfficialTags {
  const rows = lazy(() => rowsByName(table));
  const read = new Map<string, LiveTags>();
  return {
    of(name) {
      const known = read.get(name);
      if (known) return known;
      const row = rows().get(name)?.[0];
      if (row === undefined) return undefined;
      const live = liveTags(wordsOf(row.split('\t')[1]), codenames);
      read.set(name, live);
      return live;
    },
    names: () => [...rows().keys()],
  };
}

function liveTags(tags: readonly string[], codenames: () => Codenames): LiveTags {
  const set = lazy(() => new Set(tags));
  const parsed = lazy(() => tags.map(tag => ({ tag, ...parseTag(tag, codenames()) })));
  return { has: tag => set().has(tag), all: () => tags, parsed };
}

/** Nobody who does not ask for Windows wants it. */
export const isWindows = ({ words }: Pick<ParsedTag, 'words'>): boolean => words.some(word => /^(?:windowsservercore|nanoserver|ltsc\d+)$/.test(word));

/**
 * Among live tags, the one that is nearest to what `asked` says but for its version, which must lie within `version`
 * (undefined: any). As exact as the one that was asked for: three numbers for three.
 */
export function nearestTag(live: LiveTags, asked: ParsedTag, version: string | undefined): string | undefined {
  const wanted = numbersOf(asked.version ?? '').length;
  let best: { readonly tag: string; readonly score: number } | undefined;
  for (const candidate of live.parsed()) {
    if (isWindows(candidate) !== isWindows(asked)) continue;
    if (!fitsVersion(candidate, version)) continue;
    const score = likeness(asked, candidate) - Math.abs(numbersOf(candidate.version ?? '').length - wanted) - candidate.tag.length / 1000;
    if (!best || score > best.score || (score === best.score && isNewer(candidate.tag, best.tag))) best = { tag: candidate.tag, score };
  }
  return best?.tag;
}

function fitsVersion(candidate: ParsedTag, version: string | undefined): boolean {
  if (version === undefined) return candidate.version === undefined;
  return candidate.version !== undefined && !/[a-z]/.test(candidate.version.replace('u', '')) && isWithin(candidate.version, version);
}

function isNewer(a: string, b: string): boolean {
  return compareVersions(a, b) > 0;
}

/** Words in common count, words that only one of them has count against it, and so does another distribution. */
function likeness(asked: ParsedTag, candidate: ParsedTag): number {
  const common = candidate.words.filter(word => asked.words.includes(word)).length;
  const extra = candidate.words.length - common;
  const missing = asked.words.length - common;
  return 10 * common - 12 * extra - 6 * missing + distributionLikeness(asked.distribution, candidate.distribution);
}

function distributionLikeness(asked: Distribution | undefined, found: Distribution | undefined): number {
  if (!asked || !found) return asked === found ? 8 : 0;
  if (asked.family !== found.family) return -8;
  if (asked.version === found.version) return 8;
  // Another release of it: the newest, in the spelling that was asked for.
  const sameSpelling = (asked.version === undefined) === (found.version === undefined);
  return (sameSpelling ? 6 : 4) + Number.parseFloat(found.version ?? '0') / 1000;
}
