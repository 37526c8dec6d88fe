import { freshValueOf, valueOf } from '../core/fact';
import { hasMoved } from '../core/freshness';
import { withDigest, type ImageReference } from '../core/reference';
import type { Indexes } from '../facts/indexes';
import type { Resolutions } from '../facts/resolutions';
import { isIndexType } from '../oci/media-types';
import type { ActionOptions } from './action-options';

export interface FreshnessSources {
  readonly resolutions: Resolutions;
  readonly indexes: Indexes;
}

/** A reference with a digest, and the one with the tag that it follows, if any. */
export interface Pinned {
  readonly reference: ImageReference;
  readonly follows: ImageReference | undefined;
}

/**
 * Asks what the tag of a pinned image stands for now and, if that is something else, whether the digest is still there; and for an
 * image of one platform, whether it is one of those that the tag stands for. True when something became known. Never rejects.
 */
export async function lookUpFreshness({ reference, follows }: Pinned, { resolutions, indexes }: FreshnessSources, { consent, signal }: ActionOptions): Promise<boolean> {
  const options = signal ? { consent, signal } : { consent };
  const before = [resolutions.revision(), indexes.revision()].join(' ');
  const now = follows && freshValueOf(await resolutions.lookUp(follows, options));
  const digest = reference.digest ?? '';
  if (!now || now === 'missing' || hasMoved(digest, now)) {
    const pinned = valueOf(await resolutions.lookUp(reference, options));
    if (follows && now && now !== 'missing' && pinned && pinned !== 'missing' && mayListIt(now.mediaType, pinned.mediaType)) {
      await indexes.lookUp(withDigest(follows, now.digest), options);
    }
  }
  return before !== [resolutions.revision(), indexes.revision()].join(' ');
}

/** An index lists images; a type that nobody told may be anything. */
function mayListIt(index: string, image: string): boolean {
  return isIndexType(index) && !isIndexType(image);
}
