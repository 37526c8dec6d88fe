import type { CompletionList, CompletionParams } from 'vscode-languageserver';
import { documentInfo } from './documents';
import type { EdgeParts } from './edge-parts';

/** A reference begins after a blank, and goes on behind these three. */
export const completionTriggers = [' ', '/', ':', '@'];

/** Proposals for the image that somebody writes. Most of what is typed is none: for that nothing is loaded, and nobody waits. */
export async function completions({ textDocument, position }: CompletionParams, parts: EdgeParts): Promise<CompletionList | null> {
  const document = parts.documents.get(textDocument.uri);
  const offset = document?.offsetAt(position) ?? 0;
  const place = document && parts.runtime.service.placeAt(documentInfo(document), offset);
  return place ? (await parts.runtime.assist()).completionsFor({ document, offset, place }, parts) : null;
}
