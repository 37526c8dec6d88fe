import { freshValueOf, valueOf } from '../core/fact';
import { hasMoved } from '../core/freshness';
import { withDigest, type ImageReference } from '../core/reference';
import type { Indexes } from '../facts/indexes';
import type { Resolutions } from '../facts/resolutions';
import { isIndexType } from '../oci/media-types';
import type { ActionOptions } from './action-options';
import { servedAs } from './followed-tag';
import type { TagAdvising } from './tag-advice';

export interface FreshnessSources {
  readonly resolutions: Resolutions;
  readonly indexes: Indexes;
  readonly tagAdvising: TagAdvising;
}

export interface FreshnessQuestion {
  readonly reference: ImageReference;
  /** With the tag that a digest follows, if any. */
  readonly follows: ImageReference | undefined;
  /** Somebody wants to hear of newer tags, which takes a list of them. */
  readonly wantsNewer: boolean;
}

/**
 * Asks what the tag of a pinned image stands for now and, if that is something else, whether the digest is still there; and for an
 * image of one platform, whether it is one of those that the tag stands for. Where there is no such tag, or newer ones are of
 * interest, for the list of tags. True when something became known. Never rejects.
 */
export async function lookUpFreshness({ reference, follows, wantsNewer }: FreshnessQuestion, sources: FreshnessSources, { consent, signal }: ActionOptions): Promise<boolean> {
  const { resolutions, indexes, tagAdvising } = sources;
  const options = signal ? { consent, signal } : { consent };
  const standing = (): string => [resolutions, indexes, tagAdvising].map(source => source.revision()).join(' ');
  const before = standing();
  const tagged = reference.digest === undefined ? reference : follows;
  // What a tag alone stands for is asked when its document is opened.
  const now = tagged && freshValueOf(reference.digest === undefined ? resolutions.current(servedAs(tagged)) : await resolutions.lookUp(tagged, options));
  if (tagged?.tag !== undefined && (now === 'missing' || wantsNewer)) await tagAdvising.lookUp(tagged, options);
  if (reference.digest !== undefined && (!now || now === 'missing' || hasMoved(reference.digest, now))) {
    const pinned = valueOf(await resolutions.lookUp(reference, options));
    if (follows && now && now !== 'missing' && pinned && pinned !== 'missing' && mayListIt(now.mediaType, pinned.mediaType)) {
      await indexes.lookUp(withDigest(follows, now.digest), options);
    }
  }
  return before !== standing();
}

/** An index lists images; a type that nobody told may be anything. */
function mayListIt(index: string, image: string): boolean {
  return isIndexType(index) && !isIndexType(image);
}
