import { limitedMessage, type ReadDocument } from '../core/document';
import type { DocumentContext } from '../service/image-service';
import type { PolicySource } from '../service/policy-source';
import type { CliRuntime } from './runtime';
import { workspaceTexts, type WalkOptions, type WorkspaceText } from './workspace';

/** One file of the workspace that some format claims. */
export interface SourceFile extends Pick<WorkspaceText, 'path' | 'shown'> {
  readonly document: ReadDocument;
  readonly context: DocumentContext;
}

/** The documents below `operands` (default: the working directory), in a stable order. Throws UsageError for a bad path. */
export async function* sourceFiles(
  runtime: CliRuntime,
  operands: readonly string[],
  policies: PolicySource,
  options: WalkOptions = {},
): AsyncIterable<SourceFile> {
  for await (const found of workspaceTexts(runtime, operands, policies, options)) {
    const document = readDocument(runtime, found);
    if (document) yield { path: found.path, shown: found.shown, document, context: found.context };
  }
}

/** Undefined where no format claims it. Tells the person what could not be read whole. */
export function readDocument(runtime: CliRuntime, { path, shown, text, siblings, context }: WorkspaceText): ReadDocument | undefined {
  const document = runtime.service.read({ path, text, siblings }, context.policy);
  if (document?.limited) runtime.err(`${shown}: ${runtime.say(limitedMessage(document.limited))}\n`);
  return document;
}
