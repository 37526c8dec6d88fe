import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { mayLookUp, type Situation } from './contexts';
import type { EdgeParts } from './edge-parts';

/** Milliseconds that somebody who points at an image waits for its size: what comes later is there the next time. */
export const detailsPatience = 500;

interface DetailsQuestion extends EdgeParts {
  readonly read: ReadDocument;
  readonly situation: Situation;
  readonly uses: readonly ImageUse[];
}

/** Asks for sizes and versions, as the background may; settles after `patience` milliseconds at the latest. */
export async function askForDetails({ contexts, session, runtime, read, situation, uses }: DetailsQuestion, patience: number): Promise<void> {
  if (!mayLookUp(session, situation, 'onDemand')) return;
  const asking = contexts.consent(situation, 'background').then(consent =>
    Promise.all(uses.map(use => runtime.service.lookUpDetails(read, use, situation.context, { consent }))),
  );
  // Nobody waits for what is asked on: the answers are kept.
  if (patience > 0) await Promise.race([asking, runtime.clock.sleep(patience)]);
}
