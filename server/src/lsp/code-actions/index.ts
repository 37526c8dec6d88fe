import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import { pinAllKind, verifyKind } from '../../protocol';
import type { EdgeParts } from '../edge-parts';
import type { Asked } from './asked';
import { quickFixes } from './quick-fixes';
import { verifyActions } from './verify';
import { convertActions, pinAllActions } from './whole-file';

interface Provider {
  readonly kind: CodeActionKind;
  /** Only whoever asks for the kind gets it: on save, or from the menu of source actions. */
  readonly byKindOnly?: true;
  readonly actions: (asked: Asked) => CodeAction[] | Promise<CodeAction[]>;
}

const providers: readonly Provider[] = [
  { kind: CodeActionKind.QuickFix, actions: quickFixes },
  { kind: CodeActionKind.RefactorRewrite, actions: convertActions },
  { kind: pinAllKind, byKindOnly: true, actions: pinAllActions },
  { kind: verifyKind, actions: verifyActions },
];

export const codeActionKinds: CodeActionKind[] = providers.map(({ kind }) => kind);

/** The light bulb. Nothing is asked of the network: what needs it is a command, and running that is the consent. */
export async function codeActions(params: CodeActionParams, parts: EdgeParts, signal: AbortSignal): Promise<CodeAction[]> {
  const document = parts.documents.get(params.textDocument.uri);
  if (!document) return [];
  const situation = await parts.contexts.of(document.uri);
  await parts.runtime.service.ready();
  const read = parts.contexts.read(document, situation);
  if (!read || read.onlyShown) return [];
  const asked: Asked = { ...parts, document, read, situation, params, signal };
  const actions: CodeAction[] = [];
  for (const provider of providers) if (isWanted(provider, params.context.only)) actions.push(...(await provider.actions(asked)));
  return actions;
}

function isWanted({ kind, byKindOnly }: Provider, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined ? !byKindOnly : only.some(asked => covers(asked, kind));
}

/** Kinds are hierarchical: `source` asks for `source.pinImages.plimsoll` too. */
function covers(asked: string, kind: string): boolean {
  return asked === '' || asked === kind || kind.startsWith(`${asked}.`);
}
