import type { ImageUse } from '../../core/image-use';
import { message, type Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { RegistryError } from '../../oci/error';
import { errorMessage } from '../../oci/messages';
import type { ConversionInput } from './engine';

export interface Confirmed {
  readonly reference: ImageReference;
  /** What is to be said beside it. */
  readonly note?: Message;
}

/**
 * The reference to write: with the digest that its registry serves now. Where the registry cannot be asked, the tag alone is
 * written, which the tables know; but nothing that was pinned becomes unpinned.
 */
export async function confirm(reference: ImageReference, use: ImageUse, { engine, options }: ConversionInput): Promise<Confirmed | { readonly reason: Message }> {
  const wasPinned = use.reference?.digest !== undefined;
  // A variable supplies the version: a digest would fit one of its values.
  if (use.fixDisabled && wasPinned) return { reason: use.fixDisabled };
  try {
    const pinned = await engine.pinned(reference);
    if ('refused' in pinned) return { reason: pinned.refused };
    return use.fixDisabled ? { ...pinned, reference } : pinned;
  } catch (error) {
    if (!(error instanceof RegistryError) || options.signal?.aborted) throw error;
    if (wasPinned) return { reason: message('the image is pinned, and there is no digest for the new one: {0}', errorMessage(error)) };
    const unpinned = await engine.unpinned(reference, error);
    return 'refused' in unpinned ? { reason: unpinned.refused } : unpinned;
  }
}
