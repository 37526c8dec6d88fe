import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageReference } from '../core/reference';
import type { Details } from '../facts/details';
import type { Publishers } from '../facts/publishers';
import { servedAs } from './followed-tag';
import type { ActionOptions } from './action-options';
import { lookUpFreshness, type FreshnessSources } from './freshening';

/** Alternatives further down are for who asks about them: each costs its registry requests. */
const mostAlternatives = 6;

interface DetailsQuestion {
  readonly reference: ImageReference;
  /** What it is behind a proxy cache. */
  readonly judged: ImageReference;
  readonly facts: Facts;
  readonly platform: string;
  /** With the tag that its digest is of. */
  readonly follows: ImageReference | undefined;
  /** Newer tags are of interest. */
  readonly wantsNewer: boolean;
}

interface DetailsSources extends FreshnessSources {
  readonly details: Details;
  readonly publishers: Publishers;
}

/**
 * Asks about the size and the version of an image and of what could take its place, whose namespace it is in, and whether its tag
 * still stands for its digest. True when something became known.
 */
export async function lookUpDetails(
  { reference, judged, facts, platform, follows, wantsNewer }: DetailsQuestion,
  sources: DetailsSources,
  { consent, signal }: ActionOptions,
): Promise<boolean> {
  const { details, publishers } = sources;
  const options = signal ? { consent, signal } : { consent };
  const references = referencesOf(reference, facts);
  const freshBefore = references.map(each => freshValueOf(details.current(each, platform)) !== undefined);
  const isAsked = valueOf(facts.local) !== true && valueOf(facts.publisher)?.kind !== 'not-official';
  const [badge, isFresher, ...answers] = await Promise.all([
    valueOf(facts.local) === true ? false : publishers.lookUp(judged, options),
    isAsked && lookUpFreshness({ reference, follows, wantsNewer }, sources, options),
    ...references.map(each => details.lookUp(each, platform, options)),
  ]);
  return badge || isFresher || answers.some((answer, index) => !freshBefore[index] && freshValueOf(answer) !== undefined);
}

/** A name that is built here, or most likely is, is nobody's business; what would take its place is public. */
function referencesOf(reference: ImageReference, facts: Facts): readonly ImageReference[] {
  if (valueOf(facts.local) === true) return [];
  const alternatives = (valueOf(facts.alternatives) ?? []).slice(0, mostAlternatives).map(alternative => alternative.reference);
  return valueOf(facts.publisher)?.kind === 'not-official' ? alternatives : [servedAs(reference), ...alternatives];
}
