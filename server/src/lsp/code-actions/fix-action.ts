import type { CodeAction, Command, Diagnostic, WorkspaceEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { commands, type FixOffer, type IgnoreChoice } from '../../protocol';
import { isIgnore } from '../../service/ignoring';
import type { Fix } from '../../service/image-service';
import { offerOf, workspaceEdit } from '../fixes';
import { ownDiagnostics, type Asked } from './asked';
import { CodeActionKind } from '../lsp-values';

/** Rules whose findings stand elsewhere than the image. */
export const fitRules: ReadonlySet<string> = new Set(['shell-missing', 'package-manager-missing', 'user-nonroot', 'entrypoint-differs', 'image-pull-policy']);

/** What needs nothing from outside. */
const ownKinds: ReadonlySet<Fix['kind']> = new Set(['ignore-line', 'ignore-file', 'exec-form', 'pull-always']);

/** A fix as the light bulb shows it; empty when the client could not run it. */
export async function fixAction(fix: Fix, asked: Asked): Promise<CodeAction[]> {
  const { document, session } = asked;
  const offer = offerOf(fix, document, session);
  const base: CodeAction = {
    title: offer.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: ownDiagnostics(asked).filter(diagnostic => settles(fix, diagnostic, document)),
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
  if (offer.disabled !== undefined) return [{ ...base, disabled: { reason: offer.disabled } }];
  if (isIgnore(fix) && session.commands) return [{ ...base, command: askingWhy(offer) }];
  if (ownKinds.has(fix.kind)) return [{ ...base, edit: await ownEdit(fix, asked) }];
  if (!session.commands) return [];
  const command: Command = { title: offer.title, command: commands.applyFix, arguments: [offer.request] };
  return [{ ...base, command }];
}

/** Our own client asks for the reason, and then for the edit. */
function askingWhy({ title, request }: FixOffer): Command {
  const choices: readonly IgnoreChoice[] = [{ kind: 'document', title, fix: request }];
  return { title, command: commands.ignore, arguments: [choices] };
}

function settles(fix: Fix, { code, range }: Diagnostic, document: TextDocument): boolean {
  if (!fix.rules.includes(String(code))) return false;
  const { start, end } = fix.use.site.range;
  const from = document.offsetAt(range.start);
  if (fix.at !== undefined) return from === fix.at;
  return isOfFile(fix) || fitRules.has(String(code)) || (start <= from && from <= end);
}

function isOfFile({ kind }: Fix): boolean {
  return kind.endsWith('-all');
}

/** What needs nothing from outside brings its edit along, which can be previewed. */
async function ownEdit(fix: Fix, { runtime, contexts, read, situation, document }: Asked): Promise<WorkspaceEdit> {
  const consent = contexts.knownConsent(situation, 'background');
  return workspaceEdit(await runtime.service.resolveFix(read, fix, situation.context, { consent, source: 'cache' }), document);
}
