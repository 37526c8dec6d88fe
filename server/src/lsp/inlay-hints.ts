import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import type { EdgeParts } from './edge-parts';

/** A screen has fewer. */
const mostHints = 300;

/**
 * What is known of the digests in a range, behind each. Nobody is asked for it; and where nobody trusts the workspace, nobody was.
 * Most documents have no digest: for those nothing is loaded.
 */
export async function inlayHints({ textDocument, range }: InlayHintParams, parts: EdgeParts, signal: AbortSignal): Promise<InlayHint[]> {
  const { documents, contexts, session, runtime } = parts;
  const document = documents.get(textDocument.uri);
  if (!document || !session.trusted || !(await contexts.settingsOf(document.uri)).inlayHints) return [];
  const situation = await contexts.of(document.uri);
  const read = signal.aborted ? undefined : contexts.read(document, situation);
  if (!read || read.onlyShown) return [];
  const from = document.offsetAt(range.start);
  const to = document.offsetAt(range.end);
  const uses = read.uses.filter(({ reference, range: { start }, site }) => reference?.digest !== undefined && (isWithin(start, from, to) || isWithin(site.range.start, from, to)));
  if (uses.length === 0) return [];
  return (await runtime.assist()).hintsFor({ document, read, situation, uses: uses.slice(0, mostHints), within: { start: from, end: to } }, parts);
}

function isWithin(offset: number, from: number, to: number): boolean {
  return from <= offset && offset <= to;
}
