import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { joinPlans, leftAlone, planOfLeft } from './edit';
import type { EditPlan } from './image-service';
import type { Updater, UpdateOptions } from './update';

interface UpdateAllInput {
  readonly document: ReadDocument;
  readonly isLocal: (use: ImageUse) => boolean;
  /** Whether a comment or the policy says that the use may stay as it is. */
  readonly isIgnored: (use: ImageUse, rule: string) => boolean;
  readonly updater: Updater;
  readonly options: UpdateOptions;
}

/** Updates every digest whose tag is known, once per site, and says of the others why they stay as they are. */
export async function planUpdateAll({ document, isLocal, isIgnored, updater, options }: UpdateAllInput): Promise<EditPlan> {
  const sites = new Set<number>();
  const planFor = async (use: ImageUse): Promise<EditPlan> => {
    if (use.reference?.digest !== undefined) {
      if (isLocal(use)) return planOfLeft(leftAlone(use, 'skipped', message('built by this workspace')));
      if (isIgnored(use, 'digest-stale')) return planOfLeft(leftAlone(use, 'skipped', message('ignored')));
    }
    return updater(use, document, options.tags && isIgnored(use, 'tag-outdated') ? { ...options, tags: false } : options);
  };
  // An ARG that two stages share is one place to edit.
  const once = document.uses.filter(({ site }) => !sites.has(site.range.start) && sites.add(site.range.start));
  return joinPlans(await Promise.all(once.map(planFor)));
}
