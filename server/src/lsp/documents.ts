import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { DocumentInfo, Siblings } from '../core/document';
import type { Range } from '../core/range';
import type { SpanOfText } from '../protocol';
import { documentPath } from './uris';

/** Says which findings of a document are ours. */
export const diagnosticSource = 'plimsoll';

export function spanOf(document: TextDocument, { start, end }: Range): SpanOfText {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function documentInfo(document: TextDocument, siblings?: Siblings): DocumentInfo {
  return { path: documentPath(document.uri), languageId: document.languageId, text: document.getText(), ...(siblings ? { siblings } : {}) };
}
