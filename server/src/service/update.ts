import type { ReadDocument } from '../core/document';
import type { Resolution } from '../core/facts';
import { followedBy, type Followed } from '../core/followed';
import { hasMoved, isComparable } from '../core/freshness';
import type { ImageUse } from '../core/image-use';
import { message, type Message } from '../core/message';
import type { TextEdit } from '../core/range';
import { withTag, type ImageReference } from '../core/reference';
import type { Resolutions } from '../facts/resolutions';
import { RegistryError } from '../oci/error';
import { errorMessage, notFoundMessage } from '../oci/messages';
import { withDeadline } from './deadline';
import { leftAlone, planOfLeft, type FormatLookup } from './edit';
import type { ActionOptions } from './action-options';
import type { EditPlan } from './image-service';
import { pinDeadline, planPinned, type Pinned, type Pinner, type PinOptions } from './pin';

export interface UpdateOptions extends PinOptions {
  /** A newer tag of the same kind takes the place of the one that is there. */
  readonly tags?: boolean;
  /** This very tag does. */
  readonly to?: string;
}

export interface UpdaterParts {
  readonly pinner: Pinner;
  readonly resolutions: Resolutions;
  readonly formatOf: FormatLookup;
  readonly clock: { now(): number };
  /** The newest tag of the same kind, where there is a newer one. Throws RegistryError. */
  readonly newerTag: (reference: ImageReference, options: ActionOptions) => Promise<string | undefined>;
}

/** Replaces a digest by what its tag stands for now, and nothing else. Rejects for cancellation only. */
export type Updater = (use: ImageUse, document: ReadDocument, options: UpdateOptions) => Promise<EditPlan>;

export function createUpdater({ pinner, resolutions, formatOf, clock, newerTag }: UpdaterParts): Updater {
  /** Undefined: the tag still stands for the digest. A HEAD says so, and no bytes are asked for. */
  async function current(pinned: string, reference: ImageReference, options: UpdateOptions): Promise<Pinned | undefined> {
    const { consent, signal, round } = options;
    const end = clock.now() + pinDeadline;
    const newer = options.to ?? (options.tags ? await withDeadline(pinDeadline, signal, inner => newerTag(reference, { consent, signal: inner })) : undefined);
    const target = newer === undefined ? reference : withTag(reference, newer);
    const ask = (): Promise<Resolution | 'missing'> => withDeadline(round ? pinDeadline : end - clock.now(), signal, inner => resolutions.reported(target, { consent, signal: inner }));
    const serves = await (round ? round.once({ what: 'tag', reference: target, consent }, ask) : ask());
    if (serves === 'missing') return { refused: notFoundMessage(reference.registry) };
    if (!isComparable(pinned, serves.digest)) return { refused: message('the registry tells no digest of this algorithm') };
    if (newer === undefined && !hasMoved(pinned, serves)) return undefined;
    return pinner.withCurrentDigest(target, round ? options : { ...options, patience: Math.max(0, end - clock.now()) });
  }

  return async (use, document, options) => {
    const { reference } = use;
    const followed = followedBy(use, document);
    const reason = notUpdatable(use, followed);
    if (reason || reference?.digest === undefined || !followed || followed === 'exclude') return planOfLeft(leftAlone(use, 'skipped', reason ?? nothingToFollow));
    try {
      const pinned = await current(reference.digest, followed.reference, options);
      if (!pinned) return planOfLeft(leftAlone(use, 'skipped', message('up to date')));
      if ('refused' in pinned) return planOfLeft({ ...leftAlone(use, 'failed', pinned.refused), ...(pinned.isFinding ? { isFinding: true as const } : {}) });
      return withComment(planPinned(formatOf, use, asWritten(pinned, followed)), followed, pinned.reference);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      return planOfLeft(leftAlone(use, 'failed', errorMessage(error)));
    }
  };
}

const nothingToFollow = message('no tag says what its digest is of');

/** Why there is nothing to update, or undefined when there may be. */
function notUpdatable(use: ImageUse, followed: Followed | 'exclude' | undefined): Message | undefined {
  if (!use.reference) return use.unresolved?.message ?? message('there is no reference');
  if (use.reference.digest === undefined) return message('not pinned');
  if (use.fixDisabled) return use.fixDisabled;
  if (followed === 'exclude') return message('excluded by the comment beside it');
  return followed ? undefined : nothingToFollow;
}

/** A tag that stands in a comment alone stays there alone. */
function asWritten(pinned: Exclude<Pinned, { refused: Message }>, { fromComment }: Followed): Pinned {
  return fromComment ? { ...pinned, reference: withTag(pinned.reference, undefined) } : pinned;
}

/** The comment that names the tag names the new one. */
function withComment(plan: EditPlan, { reference, comment }: Followed, written: ImageReference): EditPlan {
  if (!comment || plan.changed.length === 0 || written.tag === undefined || written.tag === reference.tag) return plan;
  const edit: TextEdit = { range: comment, newText: written.tag };
  return { ...plan, edits: [...plan.edits, edit] };
}
