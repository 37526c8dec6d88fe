import { formatSize } from '../../core/image-details';
import { joinMessages, type Message } from '../../core/message';
import { familiarReference, parseReference, withTag, type ImageReference } from '../../core/reference';
import { publisherOf } from '../../publishers';
import { judgedIn, proposedImages, proposedTags, writtenName, type Proposal, type Shelf } from './proposals';

/** An image to choose. */
export interface TrustedImage {
  /** As it is written. */
  readonly reference: string;
  /** The publisher's name. */
  readonly publisher: string;
  /** Who it runs as, what is in it, and on what terms it is there. */
  readonly about: Message;
  /** To pull for the user's platform, as people read it; absent where nobody knows. */
  readonly size?: string;
}

export function trustedImages(shelf: Shelf): readonly TrustedImage[] {
  return proposedImages(shelf).map(proposal => describe(proposal, writtenName(proposal), shelf));
}

export function trustedTags(name: string, shelf: Shelf): readonly TrustedImage[] {
  return proposedTags(name, shelf).map(proposal => describe(proposal, familiarReference(proposal.reference), shelf));
}

function describe(proposal: Proposal, reference: string, shelf: Shelf): TrustedImage {
  const { catalog, today, sizeOf } = shelf;
  const { judged, publisher } = proposal;
  const tag = judged.tag ?? catalog.usualTag(judged, today);
  const size = sizeOf(withTag(proposal.reference, tag));
  const about = joinMessages([...catalog.about(withTag(judged, tag)), ...(publisher ? [publisher.free] : [])]);
  return { reference, publisher: publisher?.title ?? '', about, ...(size === undefined ? {} : { size: formatSize(size) }) };
}

/** What is pulled for an image in the list, which may have no tag yet; undefined for what is no reference. */
export function usuallyPulled(text: string, { catalog, today, policy }: Shelf): ImageReference | undefined {
  const parsed = parseReference(text);
  if (!parsed.ok) return undefined;
  return withTag(parsed.reference, parsed.reference.tag ?? catalog.usualTag(judgedIn(parsed.reference, policy), today));
}

/** What is said beside a proposal: who runs, what is in it, on what terms. Empty for what is no reference. */
export function aboutImage(text: string, { catalog, today, policy }: Shelf): readonly Message[] {
  const parsed = parseReference(text);
  if (!parsed.ok) return [];
  const judged = judgedIn(parsed.reference, policy);
  const publisher = publisherOf(judged);
  const about = catalog.about(withTag(judged, judged.tag ?? catalog.usualTag(judged, today)));
  return [...about, ...(publisher ? [publisher.free] : [])];
}
