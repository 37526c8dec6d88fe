import type { ReadDocument } from '../core/document';
import { followedBy } from '../core/followed';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { joinPlans, leftAlone, planOfLeft } from './edit';
import { isIgnored, usesToPin } from './pinnable';
import type { ActionOptions } from './action-options';
import type { CheckResult, EditPlan } from './image-service';
import type { TrustPolicy } from '../core/policy';
import { notPinnable, type Pinner } from './pin';

interface PinAllInput {
  readonly document: ReadDocument;
  readonly checked: CheckResult;
  readonly isLocal: (use: ImageUse) => boolean;
  readonly pinner: Pinner;
  readonly policy: TrustPolicy;
  readonly options: ActionOptions;
}

const nothing: EditPlan = { edits: [], changed: [], left: [] };

/** Pins every use that has something to pin, once per site, and says of the others why they stay as they are. */
export async function planPinAll({ document, checked, isLocal, pinner, policy, options }: PinAllInput): Promise<EditPlan> {
  const wanted = new Set(usesToPin(document, isLocal));
  const planFor = async (use: ImageUse): Promise<EditPlan> => {
    if (isIgnored(use, checked)) return planOfLeft(leftAlone(use, 'skipped', message('ignored')));
    if (wanted.has(use) && followedBy(use, document) === 'exclude') return planOfLeft(leftAlone(use, 'skipped', message('excluded by the comment beside it')));
    if (wanted.has(use)) return pinner.pin(use, { ...options, policy });
    const reason = notPinnable(use, isLocal(use));
    return reason ? planOfLeft(leftAlone(use, 'skipped', reason)) : nothing;
  };
  return joinPlans(await Promise.all(document.uses.map(planFor)));
}
