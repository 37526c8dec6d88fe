import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { spanOf } from './documents';
import type { EdgeParts } from './edge-parts';

/** Lists of links are asked for at every edit. */
const mostLinks = 500;

/** From each image that is named to the page of its registry about it; none from what the workspace builds. Nobody is asked. */
export async function documentLinks({ textDocument }: DocumentLinkParams, { documents, contexts, runtime, session }: EdgeParts): Promise<DocumentLink[]> {
  const document = documents.get(textDocument.uri);
  if (!document) return [];
  const situation = await contexts.of(document.uri);
  const read = contexts.read(document, situation);
  const tooltip = session.say(message('Open the page of this image'));
  return (read?.uses ?? []).slice(0, mostLinks).flatMap(use => {
    const target = use.reference ? runtime.service.pageOf(use.reference) : undefined;
    if (!read || target === undefined || valueOf(runtime.service.facts(use, read, situation.context).local) === true) return [];
    return [{ range: spanOf(document, use.range), target, tooltip }];
  });
}
