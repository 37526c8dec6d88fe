/** Tags of one family by age: which is newer, and which is the newest that takes the place of another. */
import { shapeOf, type TagShape } from './tag-shape';

/** Positive when `a` is a newer release. What leaves a number open is the newest of what it stands for: `1.27` comes after `1.27.9`. */
export function compareReleases(a: TagShape, b: TagShape): number {
  return compareNumbers(a.numbers, b.numbers) || compareNumbers(a.early ?? [], b.early ?? []);
}

/** By release, then by build; equal texts alone are equal, so that lists have one order. */
export function compareShapes(a: TagShape, b: TagShape): number {
  return compareReleases(a, b) || compareNumbers(a.builds, b.builds) || compareTexts(a.tag, b.tag);
}

/** As `compareShapes`, for two tags as they are written. */
export function compareTags(a: string, b: string): number {
  return compareShapes(shapeOf(a), shapeOf(b));
}

function compareNumbers(a: readonly number[], b: readonly number[]): number {
  for (let part = 0; part < Math.max(a.length, b.length); part += 1) {
    const left = a[part] ?? Infinity;
    const right = b[part] ?? Infinity;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** By their characters and not by a language, so that every machine has the same order. */
function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Ubuntu's releases with long support, and what counts like them: leaving one for 24.10 is no update. */
const longLivedYear = /(?:^|-)v?\d[02468]\.04(?:$|[-.])/;

/** What must stay the same: the major version; of a release that is supported for long, all of its name. A date has none. */
function lineOf({ tag, kind, numbers }: TagShape): string {
  if (kind === 'date') return '';
  return numbers.slice(0, longLivedYear.test(tag) ? 2 : 1).join('.');
}

/** Whether `b` may take the place of `a`: written alike, in the same line, and no less finished. */
function takesPlaceOf(a: TagShape, b: TagShape): boolean {
  if (a.family !== b.family || a.kind !== b.kind || a.numbers.length !== b.numbers.length || a.builds.length !== b.builds.length) return false;
  if (lineOf(a) !== lineOf(b)) return false;
  // From one candidate to the next of the same release only; a release is better than any of them.
  return !b.early || (a.early?.length === b.early.length && compareNumbers(a.numbers, b.numbers) === 0);
}

/**
 * The newest of `tags` that is newer than `tag`, of its family and major version and as precise; undefined when there is none,
 * and for a tag that names no version.
 */
export function newestOf(tag: string, tags: Iterable<string>): string | undefined {
  const now = shapeOf(tag);
  if (now.numbers.length === 0) return undefined;
  let best = now;
  for (const each of tags) {
    const shape = shapeOf(each);
    if (takesPlaceOf(now, shape) && isNewer(shape, best)) best = shape;
  }
  return best === now ? undefined : best.tag;
}

/** By what they say: `1.02` is no newer than `1.2`. */
function isNewer(a: TagShape, b: TagShape): boolean {
  return (compareReleases(a, b) || compareNumbers(a.builds, b.builds)) > 0;
}
