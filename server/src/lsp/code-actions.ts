import {
  CodeActionKind, CodeActionTriggerKind,
  type CodeAction, type CodeActionParams, type Command, type Diagnostic, type TextDocuments, type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { valueOf } from '../core/fact';
import type { ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import { commands, pinAllKind, type AllowHost } from '../protocol';
import type { EditPlan, Fix } from '../service/image-service';
import type { Contexts, Situation } from './contexts';
import { askForDetails, detailsPatience } from './details';
import { diagnosticSource, spanOf } from './documents';
import { offerOf, requestOf, usesIn } from './fixes';
import type { PolicyDocuments } from './policy-documents';
import type { Runtime } from './runtime';
import type { Session } from './session';

export interface EdgeParts {
  readonly documents: TextDocuments<TextDocument>;
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
  readonly policies: PolicyDocuments;
}

/** One request for the light bulb. */
export interface Asked extends EdgeParts {
  readonly document: TextDocument;
  readonly read: ReadDocument;
  readonly situation: Situation;
  readonly params: CodeActionParams;
}

/** Rules whose findings stand elsewhere than the image. */
const fitRules: ReadonlySet<string> = new Set(['shell-missing', 'package-manager-missing', 'user-nonroot', 'entrypoint-differs']);

/** Rules whose findings a conversion of the whole file settles. */
const convertedRules: ReadonlySet<string> = new Set([...fitRules, 'final-stage-builds', 'hardened-alternative']);

/** A selection over more uses than this gets the entries of the first ones. */
const mostUses = 10;

/** The light bulb. Nothing is asked of the network: what needs it is a command, and running that is the consent. */
export async function codeActions(params: CodeActionParams, parts: EdgeParts): Promise<CodeAction[]> {
  const document = parts.documents.get(params.textDocument.uri);
  if (!document) return [];
  const situation = await parts.contexts.of(document.uri);
  await parts.runtime.service.ready();
  const read = parts.contexts.read(document, situation);
  if (!read) return [];
  const asked: Asked = { ...parts, document, read, situation, params };
  const { only } = params.context;
  const wantsFixes = only === undefined || only.some(kind => covers(kind, CodeActionKind.QuickFix));
  const wantsPinAll = only?.some(kind => covers(kind, pinAllKind)) === true;
  const wantsRewrites = only === undefined || only.some(kind => covers(kind, CodeActionKind.RefactorRewrite));
  return [...(wantsFixes ? await quickFixes(asked) : []), ...(wantsRewrites ? rewrites(asked) : []), ...(wantsPinAll ? await sourceActions(asked) : [])];
}

/** Kinds are hierarchical: `source` asks for `source.pinImages.plimsoll` too. */
function covers(asked: string, kind: string): boolean {
  return asked === '' || asked === kind || kind.startsWith(`${asked}.`);
}

async function quickFixes(asked: Asked): Promise<CodeAction[]> {
  const { document, read, params, runtime, situation } = asked;
  const selection = { start: document.offsetAt(params.range.start), end: document.offsetAt(params.range.end) };
  const uses = [...usesIn(read, selection), ...usesOfDiagnostics(asked)].filter((use, index, all) => all.indexOf(use) === index).slice(0, mostUses);
  // Looking at the menu is worth a moment; moving the cursor is not.
  const invoked = params.context.triggerKind === CodeActionTriggerKind.Invoked;
  await askForDetails({ ...asked, uses }, invoked ? detailsPatience : 0);
  const fixes = uses.flatMap(use => runtime.service.fixes(read, use.site.range.start, situation.context));
  const seen = new Set<string>();
  const once = fixes.filter(fix => {
    const name = fix.kind === 'pin-all' ? fix.kind : JSON.stringify(requestOf(fix, document));
    return !seen.has(name) && seen.add(name);
  });
  const actionsOf = async (some: readonly Fix[]) => (await Promise.all(some.map(fix => quickFix(fix, asked)))).flat();
  const isIgnore = ({ kind }: Fix): boolean => kind === 'ignore-line';
  const fixing = await actionsOf(once.filter(fix => !isIgnore(fix)));
  const trust = (await Promise.all(uses.slice(0, 1).map(use => trustActions(use, asked)))).flat();
  const ignores = await actionsOf(once.filter(isIgnore));
  return [...fixing, ...trust, ...ignores, ...uses.slice(0, 1).flatMap(use => hostActions(use, asked))];
}

/** The whole file on hardened images: beside a base, and beside what would not fit one. */
function rewrites(asked: Asked): CodeAction[] {
  const { document, read, params, session, runtime, situation } = asked;
  if (!session.commands || !read.readBuild || read.limited) return [];
  const selection = { start: document.offsetAt(params.range.start), end: document.offsetAt(params.range.end) };
  const bases = [...usesIn(read, selection), ...usesOfDiagnostics(asked)].filter(({ role }) => role === 'base');
  if (!bases.some(use => runtime.service.isConvertible(use, situation.context))) return [];
  const title = session.say(message('Convert this Dockerfile to hardened images…'));
  const diagnostics = params.context.diagnostics.filter(({ source, code }) => source === diagnosticSource && convertedRules.has(String(code)));
  return [{ title, kind: CodeActionKind.RefactorRewrite, diagnostics, command: { title, command: commands.convert, arguments: [{ uri: document.uri }] } }];
}

async function quickFix(fix: Fix, asked: Asked): Promise<CodeAction[]> {
  const { document, session, params } = asked;
  const offer = offerOf(fix, document, session);
  const base: CodeAction = {
    title: offer.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: params.context.diagnostics.filter(diagnostic => settles(fix, diagnostic, document)),
    ...(fix.preferred ? { isPreferred: true } : {}),
  };
  if (offer.disabled !== undefined) return [{ ...base, disabled: { reason: offer.disabled } }];
  if (fix.kind === 'ignore-line' || fix.kind === 'exec-form') return [{ ...base, edit: await ownEdit(fix, asked) }];
  if (!session.commands) return [];
  const command: Command = { title: offer.title, command: commands.applyFix, arguments: [offer.request] };
  return [{ ...base, command }];
}

/** Rules that the trust list answers. */
const trustRules: ReadonlySet<string> = new Set(['publisher-unknown', 'publisher-untrusted']);

/** About a publisher that is reported. What they need is loaded when the first one is. */
async function trustActions(use: ImageUse, asked: Asked): Promise<CodeAction[]> {
  const { document, params, runtime } = asked;
  const diagnostics = params.context.diagnostics.filter(
    ({ source, code, range }) => source === diagnosticSource && trustRules.has(String(code)) && document.offsetAt(range.start) === use.site.range.start,
  );
  const actions = diagnostics.length > 0 ? await (await runtime.assist()).trustActions(use, asked) : [];
  return actions.map(action => ({ ...action, diagnostics }));
}

/** A finding may stand at an instruction: what it names beside is the image that it is about. */
function usesOfDiagnostics({ params, document, read, runtime }: Asked): readonly ImageUse[] {
  const own = params.context.diagnostics.filter(({ source }) => source === diagnosticSource);
  return own.flatMap(({ relatedInformation = [] }) => relatedInformation.slice(0, 1)).flatMap(({ location }) => {
    if (location.uri !== document.uri) return [];
    return runtime.service.useAt(read, document.offsetAt(location.range.start)) ?? [];
  });
}

function settles(fix: Fix, diagnostic: Diagnostic, document: TextDocument): boolean {
  if (diagnostic.source !== diagnosticSource || !fix.rules.includes(String(diagnostic.code))) return false;
  const { start, end } = fix.use.site.range;
  const from = document.offsetAt(diagnostic.range.start);
  if (fix.kind === 'exec-form') return from === fix.at;
  return fix.kind === 'pin-all' || fitRules.has(String(diagnostic.code)) || (start <= from && from <= end);
}

/** What needs nothing from outside brings its edit along, which can be previewed. */
async function ownEdit(fix: Fix, asked: Asked): Promise<WorkspaceEdit> {
  const { runtime, contexts, read, situation, document } = asked;
  const consent = contexts.consent(situation, 'background');
  return workspaceEdit(await runtime.service.resolveFix(read, fix, situation.context, { consent, source: 'cache' }), document);
}

/**
 * "Pin everything" as a source action. On save, and wherever it is not known that somebody clicked, it adds the digests
 * that are known and asks nobody; picked from the menu it may run the command instead, which is consent.
 */
async function sourceActions({ runtime, contexts, session, read, situation, document, params }: Asked): Promise<CodeAction[]> {
  const consent = contexts.consent(situation, 'background');
  const plan = await runtime.service.pinAll(read, situation.context, { consent, source: 'cache' });
  const title = session.say(message('Pin all images in this file to their digests'));
  const invoked = params.context.triggerKind === CodeActionTriggerKind.Invoked && session.commands;
  const unpinned = read.uses.some(use => use.reference && use.reference.digest === undefined && !use.fixDisabled);
  if (plan.changed.length > 0) return [{ title, kind: pinAllKind, edit: workspaceEdit(plan, document) }];
  if (!invoked || !unpinned) return [];
  return [{ title, kind: pinAllKind, command: { title, command: commands.pinAll, arguments: [{ uri: document.uri }] } }];
}

/** What the background does not ask about on its own may be asked about on a word of the user. */
function hostActions(use: ImageUse, { read, runtime, session, situation, params }: Asked): CodeAction[] {
  const host = hostToAllow(use, { read, runtime, session, situation });
  if (host === undefined || !session.commands || params.context.triggerKind === CodeActionTriggerKind.Automatic) return [];
  const argument: AllowHost = { host };
  const entries: [string, string][] = [
    [session.say(message('Look up {0} in this window', host)), commands.lookUpHost],
    [session.say(message('Always look up {0}', host)), commands.alwaysLookUpHost],
  ];
  return entries.map(([title, command]) => ({
    title,
    kind: CodeActionKind.QuickFix,
    command: { title, command, arguments: [argument] },
  }));
}

/** The host of a use that nobody said may be asked: one outside the table of public registries. */
export function hostToAllow(
  use: ImageUse,
  { read, runtime, session, situation }: Pick<Asked, 'read' | 'runtime' | 'session' | 'situation'>,
): string | undefined {
  const { settings, context } = situation;
  if (!use.reference || !session.trusted || settings.offline) return undefined;
  const { registry } = use.reference;
  if (settings.allowedHosts.includes(registry) || session.hosts.has(registry)) return undefined;
  const facts = runtime.service.facts(use, read, context);
  const isPrivate = valueOf(facts.publisher)?.kind === 'private-registry' && valueOf(facts.local) !== true;
  return isPrivate && facts.resolution.state !== 'known' ? registry : undefined;
}

function workspaceEdit(plan: EditPlan, document: TextDocument): WorkspaceEdit {
  const edits = plan.edits.map(({ range, newText }) => ({ range: spanOf(document, range), newText }));
  return { documentChanges: [{ textDocument: { uri: document.uri, version: document.version }, edits }] };
}
