import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import type { EdgeParts } from './edge-parts';

/** Where lenses stand, at once; what they say is for `codeLens/resolve`. Nothing is loaded where nobody switched them on. */
export async function codeLenses({ textDocument }: CodeLensParams, parts: EdgeParts, signal: AbortSignal): Promise<CodeLens[]> {
  const { documents, contexts, session, runtime } = parts;
  const document = documents.get(textDocument.uri);
  if (!document || !session.commands || !(await contexts.settingsOf(document.uri)).codeLens) return [];
  const situation = await contexts.of(document.uri);
  // Without the catalog nobody knows where there are alternatives.
  await runtime.service.ready();
  const read = signal.aborted ? undefined : contexts.read(document, situation);
  if (!read || read.onlyShown || read.uses.length === 0) return [];
  return (await runtime.assist()).lensesFor({ document, read, situation }, parts);
}
