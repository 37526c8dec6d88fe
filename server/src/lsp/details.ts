import { withUses, type ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { ActionOptions } from '../service/action-options';
import type { Situation } from './contexts';
import { mayLookUp } from './may-look-up';
import type { EdgeParts } from './edge-parts';

/** Milliseconds that somebody who points at an image waits for its size: what comes later is there the next time. */
export const detailsPatience = 500;

interface DetailsQuestion extends EdgeParts {
  /** Of the document. */
  readonly uri: string;
  readonly read: ReadDocument;
  readonly situation: Situation;
  readonly uses: readonly ImageUse[];
  readonly signal: AbortSignal;
}

/** Asks for sizes and versions, as the background may; settles after `patience` milliseconds at the latest. */
export async function askForDetails(question: DetailsQuestion, patience: number): Promise<void> {
  const { runtime, read, situation } = question;
  await askFor(question, patience, (use, options) => runtime.service.lookUpDetails(read, use, situation.context, options));
}

/** As `askForDetails`, for what registries serve besides: somebody points at the image. `learned` is called when more became known. */
export async function askForAll(question: DetailsQuestion, patience: number, learned: () => void): Promise<void> {
  const { runtime: { service }, read, situation: { context } } = question;
  await askFor(question, patience, async (use, options) => {
    const resolving = service.lookUp(withUses(read, [use]), context, options).then(known => {
      if (known) learned();
    });
    const detailing = service.lookUpDetails(read, use, context, options).then(known => {
      if (known) learned();
    });
    await Promise.all([resolving, detailing]);
  });
}

type Ask = (use: ImageUse, options: ActionOptions) => Promise<unknown>;

/** What is asked ends with the request that it is asked for, if that is called off; an answer in time leaves it going on, and what comes is kept. */
async function askFor(question: DetailsQuestion, patience: number, ask: Ask): Promise<void> {
  const { contexts, session, runtime, typing, uri, situation, uses, signal } = question;
  if (!mayLookUp(session, situation, 'onDemand')) return;
  const options = { consent: await contexts.consent(situation, 'background'), signal };
  const asking = Promise.all(uses.filter(use => !typing.isUnfinished(uri, use)).map(use => ask(use, options)));
  if (patience > 0) await Promise.race([asking, runtime.clock.sleep(patience, signal)]);
}
