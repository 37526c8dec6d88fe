import type { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../../core/message';
import type { DocumentPlace, PlannedEdit } from '../../protocol';
import type { EditPlan } from '../../service/image-service';
import type { EdgeParts } from '../edge-parts';
import { plannedEdit, refusedEdit } from '../fixes';
import { limitStatus } from '../limits';

/** "Update all digests in this file" was run. */
export async function updateAll({ uri }: DocumentPlace, parts: EdgeParts, signal: AbortSignal): Promise<PlannedEdit> {
  const document = parts.documents.get(uri);
  if (!document) return refusedEdit({ uri }, parts.session.say(message('No image references here')));
  const { version } = document;
  const { limit } = await parts.contexts.of(uri);
  if (limit) return refusedEdit({ uri, version }, parts.session.say(limitStatus[limit]));
  const plan = await planFor(document, parts, signal);
  if (!plan) return refusedEdit({ uri, version }, parts.session.say(message('No image references here')));
  const same = parts.documents.get(uri) === document && document.version === version;
  return same ? plannedEdit(failuresOnly(plan), document, parts.session) : refusedEdit({ uri, version }, parts.session.say(message('The document changed meanwhile: nothing was edited')));
}

/** What was never to be updated is no failure, also where nothing else is there. */
function failuresOnly(plan: EditPlan): EditPlan {
  return { ...plan, left: plan.left.filter(({ kind }) => kind === 'failed') };
}

async function planFor(document: TextDocument, { contexts, runtime }: EdgeParts, signal: AbortSignal): Promise<EditPlan | undefined> {
  const situation = await contexts.of(document.uri);
  const read = contexts.read(document, situation);
  return read && runtime.service.updateAll(read, situation.context, { consent: await contexts.consent(situation, 'action'), signal });
}
