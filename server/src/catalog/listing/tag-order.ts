import { isWindows } from '../official-tags';
import { compareVersions, numbersOf, type ParsedTag } from '../tag';

/** What is to be ordered. */
export interface OrderedTag extends ParsedTag {
  readonly tag: string;
  /** Of a release that is still to come. */
  readonly early: boolean;
}

/** What comes before its release, and what never has one. */
const unfinished = /^(?:alpha|beta|rc|ea|pre|preview|nightly|canary|edge|devel|dev-.*|experimental|sid|testing|unstable|rawhide|rolling|tip)\d*$/;
/** Names of releases that are supported for long. */
const longLived: ReadonlySet<string> = new Set(['lts', 'stable']);
const day = /^\d{8}(?:\.\d+)?$/;

/** Groups in the order in which people want them: plain versions, what stands for one, variants, what they build with, the rest. */
function groupOf({ tag, words, version, distribution, early }: OrderedTag): number {
  if (words.includes('latest')) return 8;
  if (isWindows({ words })) return 7;
  if (early || words.some(word => unfinished.test(word)) || /[a-tv-z]/.test(version ?? '')) return 6;
  if (words.some(word => day.test(word)) || day.test(tag)) return 5;
  if (words.includes('dev')) return 4;
  const isPlain = words.length === 0 && !distribution;
  const isSlim = words.every(word => word === 'slim') && !distribution;
  if (version === undefined) return words.length === 1 && !isSlim && !distribution ? 1 : 3;
  return isPlain ? 0 : isSlim ? 2 : 3;
}

/** The newest first within a group; of one release the shortest name, of one name the newest distribution. */
export function orderTags(tags: readonly OrderedTag[]): readonly string[] {
  const keyed = tags.map(each => ({ ...each, group: groupOf(each), numbers: numbersOf(each.version ?? ''), extras: each.words.length + (each.distribution ? 1 : 0) }));
  keyed.sort((a, b) =>
    a.group - b.group ||
    compareNumbers(a.numbers, b.numbers) ||
    a.extras - b.extras ||
    (longLived.has(a.tag) ? 0 : 1) - (longLived.has(b.tag) ? 0 : 1) ||
    compareDistributions(a, b) ||
    a.tag.length - b.tag.length ||
    (a.tag < b.tag ? -1 : 1));
  return keyed.map(({ tag }) => tag);
}

/** The higher one first; 26 stands before 26.1, of which it is the newest. */
function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const difference = (b[part] ?? Infinity) - (a[part] ?? Infinity);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}

function compareDistributions({ distribution: a }: OrderedTag, { distribution: b }: Pick<OrderedTag, 'distribution'>): number {
  if (!a || !b || a.family !== b.family) return 0;
  return a.version === undefined || b.version === undefined ? 0 : compareVersions(b.version, a.version);
}
