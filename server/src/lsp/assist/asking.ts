import { valueOf } from '../../core/fact';
import { parseReference, withDigest } from '../../core/reference';
import type { Answered } from '../../service/assist/completion';
import type { Wanted } from '../../service/assist/wanted';
import { mayLookUp } from '../may-look-up';
import type { EdgeParts } from '../edge-parts';

/** Milliseconds that a list waits for a registry: what comes later is there with the next key. */
export const completionPatience = 300;

export interface AskedFor extends Answered {
  /** The registry has not answered yet, or not to the end. */
  readonly isComing: boolean;
}

const nothing: AskedFor = { tags: [], pinned: undefined, isComing: false };

/** Asks the registry for what somebody is about to write, as the background may. */
export async function askFor(wanted: Wanted, uri: string, { contexts, session, runtime }: EdgeParts): Promise<AskedFor> {
  if (wanted.part === 'image') return nothing;
  const { service, clock } = runtime;
  const parsed = parseReference(wanted.part === 'tag' ? wanted.name : wanted.tagged);
  const situation = await contexts.of(uri);
  if (!parsed.ok || !mayLookUp(session, situation, 'onDemand')) return nothing;
  const reference = withDigest(parsed.reference, undefined);
  const { local, publisher } = service.explain(reference, situation.context).facts;
  // What is built here, or most likely is, is nobody's business.
  if (valueOf(local) === true || valueOf(publisher)?.kind === 'not-official') return nothing;
  const consent = await contexts.consent(situation, 'background');
  // Nobody is waited for: the next key cancels a list, and not what it asked for.
  const patience = clock.sleep(completionPatience);
  if (wanted.part === 'tag') {
    await Promise.race([service.lookUpTags(reference, { consent }), patience]);
    return { ...nothing, ...service.tagsOf(reference) };
  }
  const asking = service.digestFor(reference, situation.context.policy, { consent });
  const pinned = await Promise.race([asking, patience.then((): 'coming' => 'coming')]);
  return pinned === 'coming' ? { ...nothing, isComing: true } : { ...nothing, pinned };
}

