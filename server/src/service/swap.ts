import { message } from '../core/message';
import { RegistryError } from '../oci/error';
import { leftAlone, planEdit, planOfLeft, type FormatLookup } from './edit';
import type { ActionOptions } from './action-options';
import type { EditPlan, Fix } from './image-service';
import type { Pinner } from './pin';

interface SwapInput {
  readonly fix: Fix;
  readonly pinner: Pinner;
  readonly formatOf: FormatLookup;
  readonly options: ActionOptions;
}

/**
 * Puts the other image in place, with its current digest when the registry can be asked. Offline the tag alone is written:
 * the tables say that it exists. When the registry says that it does not, nothing is written.
 */
export async function planSwap({ fix, pinner, formatOf, options }: SwapInput): Promise<EditPlan> {
  const { target } = fix;
  if (!target) return planOfLeft(leftAlone(fix.use, 'failed', message('there is no alternative')));
  try {
    const pinned = await pinner.withCurrentDigest(target, options);
    if (pinned === 'missing') return planOfLeft(leftAlone(fix.use, 'failed', message('not found on {0}', target.registry)));
    return planEdit(formatOf, fix.use, pinned);
  } catch (error) {
    if (!(error instanceof RegistryError) || options.signal?.aborted) throw error;
    return planEdit(formatOf, fix.use, target);
  }
}
