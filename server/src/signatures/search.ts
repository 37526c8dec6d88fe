import type { ImageReference } from '../core/reference';
import { answer, merge, type Discovery, type Question } from './discovery/discovery';
import type { Layout } from './discovery/layouts';
import { Finds, type Evidence } from './finds';
import type { Reading } from './reading';
import { stagesOf, type Stage } from './stages';
import type { Subjects } from './subjects';
import type { VerificationRequest } from './verifier';
import type { CandidateContext } from './verify-candidate';

export interface Search {
  readonly place: ImageReference;
  readonly subjects: Subjects;
  readonly request: VerificationRequest;
  readonly context: CandidateContext;
  readonly reading: Reading;
}

/** Looks in one place, stage by stage, until a signature decides; for everything when that is asked for. Never rejects. */
export async function searchPlace(search: Search): Promise<Evidence> {
  const found = new Finds(search.context, search.reading);
  const { depth = 'verdict' } = search.request;
  const isEnough = (): boolean => depth === 'verdict' && found.isDecided();
  const waiting: Discovery['later'][number][] = [];
  for (const stage of stagesOf(search.subjects, search.request)) {
    if (isEnough()) break;
    waiting.push(...(await found.add(await discover(stage, search))));
  }
  while (waiting.length > 0 && !isEnough()) waiting.push(...(await found.add(await merged(waiting.splice(0)))));
  return found.evidence();
}

async function discover({ layouts, subject, listed }: Stage, { place, reading }: Search): Promise<Discovery> {
  const question = { place, subject, listed, reading };
  return merge(await Promise.all(layouts.map((layout) => findIn(layout, question))));
}

/** What cannot be a signature cannot leave a verdict open either. */
async function findIn({ find, attestsOnly: format }: Layout, question: Question): Promise<Discovery> {
  const found = await answer(() => find(question));
  if (format === undefined) return found;
  return { ...found, failures: [], unanswered: found.failures.map((reason) => ({ format, reason, question })) };
}

async function merged(waiting: Discovery['later']): Promise<Discovery> {
  return merge(await Promise.all(waiting.map((read) => answer(read))));
}
