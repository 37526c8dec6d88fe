import { freshValueOf } from '../core/fact';
import type { Resolution } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { ClockPort } from '../core/ports';
import { withDigest, withTag, type ImageReference } from '../core/reference';
import { RegistryError } from '../oci/error';
import { errorMessage, notFoundMessage } from '../oci/messages';
import type { Resolutions } from '../facts/resolutions';
import { answeredBy } from './answered-by';
import { withDeadline } from './deadline';
import { leftAlone, planEdit, planOfLeft, type FormatLookup } from './edit';
import type { ActionOptions } from './action-options';
import type { Admission, Gate, Refusal } from './gate';
import type { EditPlan } from './image-service';

/** Milliseconds within which one reference is pinned or given up, retries and verification included (contract, section 4). */
export const pinDeadline = 30_000;

/** Why there is nothing to pin, or undefined when there is. */
export function notPinnable(use: ImageUse, local: boolean): Message | undefined {
  if (!use.reference) return use.unresolved?.message ?? message('there is no reference');
  if (use.reference.digest !== undefined) return message('already pinned');
  if (local) return message('built by this workspace');
  if (use.cache) return message('a cache, which every build writes anew');
  return use.fixDisabled;
}

/** What may be written, and what is to be said of it; or why nothing may. */
export type Pinned = { readonly reference: ImageReference; readonly note?: Message } | Refusal;

export interface PinOptions extends ActionOptions {
  /** What stands in the document's policy. */
  readonly policy: TrustPolicy;
  /** "Pin anyway" was clicked. */
  readonly unverified?: boolean;
  /** Milliseconds that are left, where some went by already. */
  readonly patience?: number;
}

/** Whatever comes from here went through the gate: pinning, swapping, converting, and whatever else writes a digest. */
export interface Pinner {
  /** Adds the digest that the registry serves now. Rejects for cancellation only. */
  pin(use: ImageUse, options: PinOptions): Promise<EditPlan>;
  /** `reference` with the digest that it is served as, verified where a signer is known. Throws RegistryError. */
  withCurrentDigest(reference: ImageReference, options: PinOptions): Promise<Pinned>;
  /** `reference` as it is, where there is no digest to be had because of `error`. Whoever is offline on purpose needs not be told. */
  withoutDigest(reference: ImageReference, policy: TrustPolicy, error: RegistryError): Promise<Pinned>;
}

interface PinnerParts {
  readonly resolutions: Resolutions;
  readonly gate: Gate;
  readonly formatOf: FormatLookup;
  readonly clock: ClockPort;
}

export function createPinner({ resolutions, gate, formatOf, clock }: PinnerParts): Pinner {
  async function withCurrentDigest(reference: ImageReference, options: PinOptions): Promise<Pinned> {
    const { policy, consent, signal, round, patience = pinDeadline } = options;
    const tagged = withTag(reference, reference.tag ?? 'latest');
    const end = clock.now() + patience;
    const ask = (): Promise<Resolution | 'missing'> => withDeadline(patience, signal, inner => resolutions.verified(tagged, { consent, signal: inner }));
    const resolution = await (round ? round.once({ what: 'digest', reference: tagged, consent }, ask) : ask());
    if (resolution === 'missing') return { refused: notFoundMessage(reference.registry) };
    const pinned = withDigest(tagged, resolution.digest);
    // In a round it waited for its turn, which is not held against it.
    const left = round ? patience : Math.max(0, end - clock.now());
    const admission = await gate.admit(pinned, policy, { ...options, patience: left });
    return withNote(admitted(pinned, admission), answeredBy(resolution, reference.registry));
  }

  async function pin(use: ImageUse, options: PinOptions): Promise<EditPlan> {
    const { reference } = use;
    if (!reference) return planOfLeft(leftAlone(use, 'skipped', message('there is no reference')));
    if (options.source === 'cache') return pinFromCache(use, reference, options.policy);
    try {
      const pinned = await withCurrentDigest(reference, options);
      const isFinding = 'refused' in pinned && pinned.isFinding === true;
      return isFinding ? planOfLeft({ ...leftAlone(use, 'failed', pinned.refused), isFinding }) : planPinned(formatOf, use, pinned);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      return planOfLeft(leftAlone(use, 'failed', errorMessage(error)));
    }
  }

  /**
   * Only a digest whose bytes were seen is ever written, and only while nobody would ask for it anew: the tag may have moved
   * since, and whoever saves a file has no chance to see how old the answer is.
   */
  async function pinFromCache(use: ImageUse, reference: ImageReference, policy: TrustPolicy): Promise<EditPlan> {
    const tagged = withTag(reference, reference.tag ?? 'latest');
    const resolution = freshValueOf(resolutions.current(tagged));
    if (resolution === undefined || resolution === 'missing' || !resolution.verified) {
      return planOfLeft(leftAlone(use, 'skipped', message('not looked up yet')));
    }
    const pinned = withDigest(tagged, resolution.digest);
    const { refused } = await gate.admitKnown(pinned, policy);
    return refused ? planOfLeft(leftAlone(use, 'skipped', refused)) : planEdit(formatOf, use, pinned);
  }

  async function withoutDigest(reference: ImageReference, policy: TrustPolicy, error: RegistryError): Promise<Pinned> {
    const pinned = admitted(reference, await gate.admitTag(reference, policy, errorMessage(error)));
    return error.code === 'offline' && !('refused' in pinned) ? { reference } : pinned;
  }

  return { pin, withCurrentDigest, withoutDigest };
}

function admitted(reference: ImageReference, admission: Admission): Pinned {
  if (admission.refused) return admission;
  return admission.note ? { reference, note: admission.note } : { reference };
}

/** What the gate says of it, and who answered. */
function withNote(pinned: Pinned, also: Message | undefined): Pinned {
  if (also === undefined || 'refused' in pinned) return pinned;
  return { ...pinned, note: pinned.note ? message('{0}; {1}', also, pinned.note) : also };
}

/** The plan that writes what may be written. */
export function planPinned(formatOf: FormatLookup, use: ImageUse, pinned: Pinned): EditPlan {
  if ('refused' in pinned) return planOfLeft(leftAlone(use, 'failed', pinned.refused));
  const plan = planEdit(formatOf, use, pinned.reference);
  return pinned.note && plan.changed.length > 0 ? { ...plan, notes: [{ use, reason: pinned.note }] } : plan;
}
