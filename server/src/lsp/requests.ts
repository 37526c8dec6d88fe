import type { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../core/message';
import { formatReference } from '../core/reference';
import type { DocumentPlace, FixOffer, FixRequest, ImageAt, PlannedEdit } from '../protocol';
import { spanOf } from './documents';
import type { EdgeParts } from './edge-parts';
import { findFix, isFixRequest, offerOf, plannedEdit, refusedEdit } from './fixes';
import { limitStatus } from './limits';

const changedMeanwhile = message('The document changed meanwhile: nothing was edited');

/** A fix was clicked, which is consent for the host that it names. */
export async function resolveFix(request: unknown, parts: EdgeParts, signal: AbortSignal): Promise<PlannedEdit> {
  const { documents, contexts, runtime, session } = parts;
  if (!isFixRequest(request)) return refusedEdit({ uri: '' }, session.say(changedMeanwhile));
  const situation = await contexts.of(request.uri);
  await runtime.service.ready();
  const document = documents.get(request.uri);
  const read = document && contexts.read(document, situation);
  const current = document?.version === request.version;
  const fix = read && current ? findFix(runtime.service.fixes(read, request.offset, situation.context), request) : undefined;
  if (!document || !read || !fix) return refusedEdit(request, session.say(changedMeanwhile));
  const options = { consent: await contexts.consent(situation, 'action'), signal };
  const { reason } = request;
  const resolving = runtime.service.resolveFix(read, reason === undefined ? fix : { ...fix, reason }, situation.context, options);
  return finish(document, request, { parts, plan: await resolving });
}

/** "Pin all" was run. */
export async function pinAll({ uri }: DocumentPlace, parts: EdgeParts, signal: AbortSignal): Promise<PlannedEdit> {
  const { documents, contexts, runtime, session } = parts;
  const situation = await contexts.of(uri);
  if (situation.limit) return refusedEdit({ uri }, session.say(limitStatus[situation.limit]));
  const document = documents.get(uri);
  const read = document && contexts.read(document, situation);
  if (!document || !read) return refusedEdit({ uri }, session.say(message('No image references here')));
  const { version } = document;
  const options = { consent: await contexts.consent(situation, 'action'), signal };
  const plan = await runtime.service.pinAll(read, situation.context, options);
  return finish(document, { uri, version }, { parts, plan });
}

/** The document may have changed while a registry took its time; the positions are computed from the text as it is now. */
function finish(
  document: TextDocument,
  request: Pick<FixRequest, 'uri' | 'version'>,
  { parts, plan }: { parts: EdgeParts; plan: Parameters<typeof plannedEdit>[0] },
): PlannedEdit {
  const same = parts.documents.get(request.uri) === document && document.version === request.version;
  return same ? plannedEdit(plan, document, parts.session) : refusedEdit(request, parts.session.say(changedMeanwhile));
}

/** The images of a document that can be named, in document order. */
export async function images({ uri, position }: DocumentPlace, { documents, contexts }: EdgeParts): Promise<ImageAt[]> {
  const situation = await contexts.of(uri);
  const document = documents.get(uri);
  const read = document && contexts.read(document, situation);
  if (!document || !read) return [];
  const offset = position === undefined ? -1 : document.offsetAt(position);
  return read.uses.flatMap(({ reference, raw, range, site }) => {
    if (!reference) return [];
    const current = [range, site.range].some(({ start, end }) => start <= offset && offset <= end);
    return [{ reference: formatReference(reference), raw, range: spanOf(document, range), current }];
  });
}

/** What can be done at a place: for the commands that ask which. */
export async function fixOffers({ uri, position }: DocumentPlace, parts: EdgeParts): Promise<FixOffer[]> {
  const situation = await parts.contexts.of(uri);
  await parts.runtime.service.ready();
  const document = parts.documents.get(uri);
  const read = document && parts.contexts.read(document, situation);
  if (!document || !read || !position) return [];
  const fixes = parts.runtime.service.fixes(read, document.offsetAt(position), situation.context);
  return fixes.map(fix => offerOf(fix, document, parts.session));
}
