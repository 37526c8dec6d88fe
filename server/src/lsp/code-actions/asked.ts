import type { CodeActionParams, Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../../core/document';
import type { ImageUse } from '../../core/image-use';
import type { Situation } from '../contexts';
import { diagnosticSource } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { usesIn } from '../fixes';

/** One request for the light bulb. */
export interface Asked extends EdgeParts {
  readonly document: TextDocument;
  readonly read: ReadDocument;
  readonly situation: Situation;
  readonly params: CodeActionParams;
  readonly signal: AbortSignal;
}

/** Among the diagnostics that the client names. */
export function ownDiagnostics({ params }: Asked): Diagnostic[] {
  return params.context.diagnostics.filter(({ source }) => source === diagnosticSource);
}

/** Those that the selection touches, then those that a diagnostic there is about. */
export function usesAskedAbout(asked: Asked): readonly ImageUse[] {
  const { document, read, params } = asked;
  const selection = { start: document.offsetAt(params.range.start), end: document.offsetAt(params.range.end) };
  return [...new Set([...usesIn(read, selection), ...usesOfDiagnostics(asked)])];
}

/** A finding may stand at an instruction: what it names beside is the image that it is about. */
function usesOfDiagnostics(asked: Asked): readonly ImageUse[] {
  const { document, read, runtime } = asked;
  return ownDiagnostics(asked).flatMap(({ relatedInformation = [] }) => relatedInformation.slice(0, 1)).flatMap(({ location }) => {
    if (location.uri !== document.uri) return [];
    return runtime.service.useAt(read, document.offsetAt(location.range.start)) ?? [];
  });
}
