import type { ReadDocument } from '../core/document';
import { followedBy } from '../core/followed';
import type { ImageUse } from '../core/image-use';
import { withTag, type ImageReference } from '../core/reference';

/** What a registry is asked for: without tag and digest, `latest`. */
export function servedAs(reference: ImageReference): ImageReference {
  return reference.digest === undefined ? withTag(reference, reference.tag ?? 'latest') : reference;
}

/** The reference with the tag whose moves the digest of a use follows. */
export function followedTag(use: ImageUse, document: ReadDocument): ImageReference | undefined {
  const followed = followedBy(use, document);
  return followed === 'exclude' ? undefined : followed?.reference;
}

/** Beside a reference that stands alone there is no comment. */
export function followedByItself({ digest, ...reference }: ImageReference): ImageReference | undefined {
  return digest !== undefined && reference.tag !== undefined ? reference : undefined;
}
