import type { CodeAction } from 'vscode-languageserver';
import { message } from '../../core/message';
import { commands, pinAllKind } from '../../protocol';
import { workspaceEdit } from '../fixes';
import { ownDiagnostics, usesAskedAbout, type Asked } from './asked';
import { fitRules } from './fix-action';
import { CodeActionKind, CodeActionTriggerKind } from '../lsp-values';

/** Rules whose findings a conversion of the whole file settles. */
const convertedRules: ReadonlySet<string> = new Set([...fitRules, 'final-stage-builds', 'hardened-alternative']);

/** The whole file on hardened images: beside a base, and beside what would not fit one. */
export function convertActions(asked: Asked): CodeAction[] {
  const { document, read, session, runtime, situation } = asked;
  if (!session.commands || situation.limit || !read.readBuild || read.limited) return [];
  const bases = usesAskedAbout(asked).filter(({ role }) => role === 'base');
  if (!bases.some(use => runtime.service.isConvertible(use, situation.context))) return [];
  const title = session.say(message('Convert this Dockerfile to hardened images…'));
  const diagnostics = ownDiagnostics(asked).filter(({ code }) => convertedRules.has(String(code)));
  return [{ title, kind: CodeActionKind.RefactorRewrite, diagnostics, command: { title, command: commands.convert, arguments: [{ uri: document.uri }] } }];
}

/**
 * "Pin everything" as a source action. On save, and wherever it is not known that somebody clicked, it adds the digests
 * that are known and asks nobody; picked from the menu it may run the command instead, which is consent.
 */
export async function pinAllActions({ runtime, contexts, session, read, situation, document, params }: Asked): Promise<CodeAction[]> {
  if (situation.limit) return [];
  const consent = contexts.knownConsent(situation, 'background');
  const plan = await runtime.service.pinAll(read, situation.context, { consent, source: 'cache' });
  const title = session.say(message('Pin all images in this file to their digests'));
  const invoked = params.context.triggerKind === CodeActionTriggerKind.Invoked && session.commands;
  const unpinned = read.uses.some(use => use.reference && use.reference.digest === undefined && !use.fixDisabled);
  if (plan.changed.length > 0) return [{ title, kind: pinAllKind, edit: workspaceEdit(plan, document) }];
  if (!invoked || !unpinned) return [];
  return [{ title, kind: pinAllKind, command: { title, command: commands.pinAll, arguments: [{ uri: document.uri }] } }];
}
