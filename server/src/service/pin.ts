import { valueOf } from '../core/fact';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import { withDigest, withTag, type ImageReference } from '../core/reference';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';
import type { LookupOptions } from '../oci/client';
import type { Resolutions } from '../facts/resolutions';
import { withDeadline } from './deadline';
import { leftAlone, planEdit, planOfLeft, type FormatLookup } from './edit';
import type { ActionOptions } from './action-options';
import type { EditPlan } from './image-service';

/** Milliseconds within which one reference is pinned or given up, retries included (contract, section 4). */
const pinDeadline = 30_000;

/** Why there is nothing to pin, or undefined when there is. */
export function notPinnable(use: ImageUse, local: boolean): Message | undefined {
  if (!use.reference) return use.unresolved?.message ?? message('there is no reference');
  if (use.reference.digest !== undefined) return message('already pinned');
  if (local) return message('built by this workspace');
  return use.fixDisabled;
}

export interface Pinner {
  /** Adds the digest that the registry serves now. Never rejects. */
  pin(use: ImageUse, options: ActionOptions): Promise<EditPlan>;
  /** `reference` with the digest that it is served as. Throws RegistryError; `missing` when there is no such image. */
  withCurrentDigest(reference: ImageReference, options: ActionOptions): Promise<ImageReference | 'missing'>;
}

export function createPinner(resolutions: Resolutions, formatOf: FormatLookup): Pinner {
  async function withCurrentDigest(reference: ImageReference, options: ActionOptions): Promise<ImageReference | 'missing'> {
    const tagged = withTag(reference, reference.tag ?? 'latest');
    const resolution = await withDeadline(pinDeadline, options.signal, signal => {
      const lookup: LookupOptions = { consent: options.consent, signal };
      return resolutions.verified(tagged, lookup);
    });
    return resolution === 'missing' ? 'missing' : withDigest(tagged, resolution.digest);
  }

  async function pin(use: ImageUse, options: ActionOptions): Promise<EditPlan> {
    const { reference } = use;
    if (!reference) return planOfLeft(leftAlone(use, 'skipped', message('there is no reference')));
    if (options.source === 'cache') return pinFromCache(use, reference);
    try {
      const pinned = await withCurrentDigest(reference, options);
      if (pinned === 'missing') return planOfLeft(leftAlone(use, 'failed', message('not found on {0}', reference.registry)));
      return planEdit(formatOf, use, pinned);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      return planOfLeft(leftAlone(use, 'failed', errorMessage(error)));
    }
  }

  /** Only a digest whose bytes were seen is ever written. */
  function pinFromCache(use: ImageUse, reference: ImageReference): EditPlan {
    const tagged = withTag(reference, reference.tag ?? 'latest');
    const resolution = valueOf(resolutions.current(tagged));
    if (resolution === undefined || resolution === 'missing' || !resolution.verified) {
      return planOfLeft(leftAlone(use, 'skipped', message('not looked up yet')));
    }
    return planEdit(formatOf, use, withDigest(tagged, resolution.digest));
  }

  return { pin, withCurrentDigest };
}
