import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageReference } from '../core/reference';
import type { Details } from '../facts/details';
import type { Publishers } from '../facts/publishers';
import { servedAs } from './facts-of';
import type { ActionOptions } from './action-options';

/** Alternatives further down are for who asks about them: each costs its registry requests. */
const mostAlternatives = 6;

/**
 * Asks about the size and the version of an image and of what could take its place, and whose namespace it is in. True when
 * something became known.
 */
interface DetailsQuestion {
  readonly reference: ImageReference;
  /** What it is behind a proxy cache. */
  readonly judged: ImageReference;
  readonly facts: Facts;
  readonly platform: string;
}

export async function lookUpDetails(
  { reference, judged, facts, platform }: DetailsQuestion,
  { details, publishers }: { readonly details: Details; readonly publishers: Publishers },
  { consent, signal }: ActionOptions,
): Promise<boolean> {
  const options = signal ? { consent, signal } : { consent };
  const references = referencesOf(reference, facts);
  const freshBefore = references.map(each => freshValueOf(details.current(each, platform)) !== undefined);
  const [badge, ...answers] = await Promise.all([
    valueOf(facts.local) === true ? false : publishers.lookUp(judged, options),
    ...references.map(each => details.lookUp(each, platform, options)),
  ]);
  return badge || answers.some((answer, index) => !freshBefore[index] && freshValueOf(answer) !== undefined);
}

/** A name that is built here, or most likely is, is nobody's business; what would take its place is public. */
function referencesOf(reference: ImageReference, facts: Facts): readonly ImageReference[] {
  if (valueOf(facts.local) === true) return [];
  const alternatives = (valueOf(facts.alternatives) ?? []).slice(0, mostAlternatives).map(alternative => alternative.reference);
  return valueOf(facts.publisher)?.kind === 'not-official' ? alternatives : [servedAs(reference), ...alternatives];
}
