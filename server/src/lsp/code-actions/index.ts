import type { CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { pinAllKind, verifyKind } from '../../protocol';
import { isPolicyFile } from '../../service/policies';
import type { EdgeParts } from '../edge-parts';
import { CodeActionKind } from '../lsp-values';
import { documentPath } from '../uris';
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
  if (isPolicyFile(documentPath(document.uri))) return policyFileActions(document, params, parts);
  const situation = await parts.contexts.of(document.uri);
  await parts.runtime.service.ready();
  const read = parts.contexts.read(document, situation);
  if (!read || read.onlyShown) return [];
  const asked: Asked = { ...parts, document, read, situation, params, signal };
  const actions: CodeAction[] = [];
  for (const provider of providers) if (isWanted(provider, params.context.only)) actions.push(...(await provider.actions(asked)));
  return actions;
}

/** What a policy file says in vain is taken out of it. */
async function policyFileActions(document: TextDocument, params: CodeActionParams, { runtime, session }: EdgeParts): Promise<CodeAction[]> {
  const isAsked = params.context.diagnostics.some(({ code }) => code === 'unused-ignore');
  const isQuickFix = isWanted({ kind: CodeActionKind.QuickFix }, params.context.only);
  return isAsked && isQuickFix ? (await runtime.assist()).removeEntryActions(document, params, session) : [];
}

function isWanted({ kind, byKindOnly }: Omit<Provider, 'actions'>, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined ? !byKindOnly : only.some(asked => covers(asked, kind));
}

/** Kinds are hierarchical: `source` asks for `source.pinImages.plimsoll` too. */
function covers(asked: string, kind: string): boolean {
  return asked === '' || asked === kind || kind.startsWith(`${asked}.`);
}
