import { appVersion, type Segment, type ValuePath } from './value';

/** A place in a file of the chart, as a message names it. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What becomes of values in the templates of a chart. */
export interface Evidence {
  /** Where a value is used otherwise than in an image field, or handed to something that cannot be followed. */
  readonly elsewhere: readonly (Place & { readonly path: ValuePath })[];
  readonly images: readonly ImageField[];
}

/** An `image:` of a template, in all forms that its text may have. */
export interface ImageField extends Place {
  readonly forms: readonly (readonly Segment[])[];
}

/** How the templates use one value. */
export interface UseOfValue {
  /** Where it is used outside of images, or handed to what cannot be followed. */
  readonly elsewhere?: Place;
  /** An image in which something else is glued to it. */
  readonly glued?: Place;
  /** An image that it begins, or in whose midst it stands between signs. */
  readonly startsAt?: Place;
  /** It ends images behind `:`. */
  readonly asTag: boolean;
  /** It ends images behind `@`. */
  readonly asDigest: boolean;
  /** It is the whole text of images. */
  readonly asWhole: boolean;
  /** Where it is empty, the chart's appVersion stands in its place, and nothing else ever does. */
  readonly orAppVersion: boolean;
}

/** `name`: the value that must name the image which the other one tags. What is right for one image is wrong for another. */
export function useOfValue({ elsewhere, images }: Evidence, path: ValuePath, name?: ValuePath): UseOfValue {
  const parts = images.flatMap(image => {
    const found = image.forms.flatMap(form => positionsIn(form, path, name));
    return found.length > 0 ? [{ image, found }] : [];
  });
  const lost = elsewhere.find(use => mayTouch(use.path, path));
  const find = (wanted: Position) => parts.find(({ found }) => found.includes(wanted))?.image;
  const [glued, startsAt] = [find('glued'), find('start')];
  const tagged = parts.filter(({ found }) => found.includes('tag'));
  return {
    ...(lost ? { elsewhere: lost } : {}),
    ...(glued ? { glued } : {}),
    ...(startsAt ? { startsAt } : {}),
    asTag: tagged.length > 0,
    asDigest: find('digest') !== undefined,
    asWhole: find('whole') !== undefined,
    orAppVersion: tagged.length > 0 && tagged.every(({ image }) => image.forms.every(form => endsWith(form, path) || endsInAppVersion(form) || endsInDigest(form)) && image.forms.some(endsInAppVersion)),
  };
}

/** Whether an image begins with the value, so that no registry stands before it. */
export function beginsImage({ images }: Evidence, path: ValuePath): boolean {
  return images.some(({ forms }) => forms.some(form => {
    const index = form.findIndex(segment => typeof segment !== 'string');
    const first = form[index];
    return first !== undefined && isOf(first, path) && /^\s*["']?$/.test(literal(form.slice(0, index), false).text);
  }));
}

/** `tag` and `digest` end a text behind their signs, `tagged` is a tag with a digest behind, `start` has a sign behind. Else something is glued to it. */
type Position = 'tag' | 'digest' | 'tagged' | 'whole' | 'start' | 'glued';

function positionsIn(form: readonly Segment[], path: ValuePath, name?: ValuePath): readonly Position[] {
  return form.flatMap((segment, index) => {
    if (!isOf(segment, path)) return [];
    const position = positionOf(form, index);
    return [name && (position === 'tag' || position === 'digest') && !isNamed(form.slice(0, index), name) ? 'glued' : position];
  });
}

function isOf(segment: Segment, path: ValuePath): boolean {
  return typeof segment === 'object' && segment.path.length === path.length && mayTouch(segment.path, path);
}

/** Whether the name stands before it; between them only what is behind `:`, where both tag and digest are written. */
function isNamed(before: readonly Segment[], name: ValuePath): boolean {
  const [last, beforeLast] = before.filter(segment => typeof segment !== 'string').slice(-2).reverse();
  return (last !== undefined && isOf(last, name)) || (beforeLast !== undefined && isOf(beforeLast, name) && before.at(-1) === '@');
}

const nothingMore = /^["']?\s*(?:#[^\n]*)?$/;

function positionOf(form: readonly Segment[], index: number): Position {
  const before = literal(form.slice(0, index).reverse(), true);
  const after = literal(form.slice(index + 1), false);
  const ends = after.reachesEnd && nothingMore.test(after.text);
  if (ends && before.reachesEnd && /^\s*["']?$/.test(before.text)) return 'whole';
  if (ends && /(?<!@\w+):$/.test(before.text)) return 'tag';
  if (ends && before.text.endsWith('@')) return 'digest';
  if (before.text.endsWith(':') && after.text.startsWith('@')) return 'tagged';
  return /^[:/@]/.test(after.text) ? 'start' : 'glued';
}

/** The literal text next to a segment, as far as there is nothing else. */
function literal(segments: readonly Segment[], backwards: boolean): { readonly text: string; readonly reachesEnd: boolean } {
  const end = segments.findIndex(segment => typeof segment !== 'string');
  const texts = (end < 0 ? segments : segments.slice(0, end)) as readonly string[];
  return { text: (backwards ? [...texts].reverse() : texts).join(''), reachesEnd: end < 0 };
}

function endsWith(form: readonly Segment[], path: ValuePath): boolean {
  return positionsIn(form, path).includes('tag');
}

function endsInAppVersion(form: readonly Segment[]): boolean {
  const index = form.lastIndexOf(appVersion);
  return index >= 0 && positionOf(form, index) === 'tag';
}

function endsInDigest(form: readonly Segment[]): boolean {
  const index = form.findLastIndex(segment => typeof segment !== 'string');
  return index >= 0 && positionOf(form, index) === 'digest';
}

/** Whether one is the other, or lies below it. */
function mayTouch(a: ValuePath, b: ValuePath): boolean {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at] && a[at] !== '*' && b[at] !== '*') return false;
  return true;
}
