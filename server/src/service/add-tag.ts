import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { withDigest, withTag, type ImageReference } from '../core/reference';
import { orderTags } from '../core/tag-order';
import type { Resolutions } from '../facts/resolutions';
import type { TagLists } from '../facts/tag-lists';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';
import { withDeadline } from './deadline';
import { leftAlone, planEdit, planOfLeft, type FormatLookup } from './edit';
import type { ActionOptions } from './action-options';
import type { EditPlan } from './image-service';
import { tagsOf } from './newer-tag';
import { pinDeadline } from './pin';

interface Parts {
  readonly resolutions: Resolutions;
  readonly tagLists: TagLists;
  readonly formatOf: FormatLookup;
}

/** Writes beside a digest the tag that stands for that very digest now. Rejects for cancellation only. */
export type AddTag = (use: ImageUse, options: ActionOptions) => Promise<EditPlan>;

/** Tags that are asked about: a HEAD each. */
const mostTags = 30;
const atOnce = 5;

export function createAddTag({ resolutions, tagLists, formatOf }: Parts): AddTag {
  /** `latest` first, which needs no list; then the newest first. */
  async function tagOf(reference: ImageReference, digest: string, options: ActionOptions): Promise<string | undefined> {
    const serves = async (tag: string): Promise<boolean> => {
      const served = await resolutions.reported(withTag(withDigest(reference, undefined), tag), options);
      return served !== 'missing' && served.digest === digest;
    };
    if (await serves('latest')) return 'latest';
    const tags = orderTags((await tagsOf(reference, tagLists, options)).filter(tag => tag !== 'latest')).slice(0, mostTags);
    for (let at = 0; at < tags.length; at += atOnce) {
      const some = tags.slice(at, at + atOnce);
      const answers = await Promise.all(some.map(serves));
      const found = some.find((_, index) => answers[index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  return async (use, { consent, signal }) => {
    const { reference } = use;
    if (reference?.digest === undefined || reference.tag !== undefined) return planOfLeft(leftAlone(use, 'skipped', message('there is no reference')));
    const { digest } = reference;
    try {
      const tag = await withDeadline(pinDeadline, signal, inner => tagOf(reference, digest, { consent, signal: inner }));
      if (tag === undefined) return planOfLeft(leftAlone(use, 'failed', message('none of the latest tags serves this digest')));
      return planEdit(formatOf, use, withTag(reference, tag));
    } catch (error) {
      if (!(error instanceof RegistryError) || signal?.aborted) throw error;
      return planOfLeft(leftAlone(use, 'failed', errorMessage(error)));
    }
  };
}
