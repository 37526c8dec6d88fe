import { message, type Message } from '../../core/message';
import type { Finding } from '../../core/finding';
import type { Range } from '../../core/range';
import type { ImageUse } from '../../core/image-use';
import { findingOf } from '../finding';
import type { Rule } from '../rule';

/** Some words of a document that ask for something of an image. */
export interface FitPlace {
  /** The instruction's own words, or those of the command in a manifest. */
  readonly range: Range;
  /** What asks: `RUN`, `command`. */
  readonly what: string;
}

/** More than this on one finding nobody reads. */
const mostRelated = 10;

interface Places<T> {
  readonly places: readonly T[];
  said(place: T): Message;
}

/** One finding per image, at the first place that asks for what it lacks; the others stand beside it. */
export function fitFinding<T extends { readonly range: Range }>(rule: Rule, use: ImageUse, { places, said }: Places<T>): readonly Finding[] {
  const [first, ...others] = places;
  if (!first) return [];
  const related = [
    { range: use.range, message: message('The image is named here.') },
    ...others.slice(0, mostRelated).map(place => ({ range: place.range, message: said(place) })),
  ];
  return [{ ...findingOf(rule, use, said(first)), range: first.range, related }];
}
