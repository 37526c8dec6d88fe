import { message } from '../core/message';
import { RegistryError } from '../oci/error';
import { leftAlone, planOfLeft, type FormatLookup } from './edit';
import type { EditPlan, Fix } from './image-service';
import { planPinned, type Pinner, type PinOptions } from './pin';

interface SwapInput {
  readonly fix: Fix;
  readonly pinner: Pinner;
  readonly formatOf: FormatLookup;
  readonly options: PinOptions;
}

/**
 * Puts the other image in place, with its current digest when the registry can be asked. Offline the tag alone is written:
 * the tables say that it exists. When the registry says that it does not, or its signature is not accepted, nothing is written.
 */
export async function planSwap({ fix, pinner, formatOf, options }: SwapInput): Promise<EditPlan> {
  const { target, use } = fix;
  if (!target) return planOfLeft(leftAlone(use, 'failed', message('there is no alternative')));
  try {
    return planPinned(formatOf, use, await pinner.withCurrentDigest(target, options));
  } catch (error) {
    if (!(error instanceof RegistryError) || options.signal?.aborted) throw error;
    return planPinned(formatOf, use, await pinner.withoutDigest(target, options.policy, error));
  }
}
