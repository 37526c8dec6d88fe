import type { CodeAction } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ImageUse } from '../../core/image-use';
import type { AllowHost } from '../../protocol';
import { isIgnore } from '../../service/ignoring';
import type { Fix } from '../../service/image-service';
import { hostCommands, hostToAllow } from '../allow-host';
import { askForDetails, detailsPatience } from '../details';
import { requestOf } from '../fixes';
import { ownDiagnostics, usesAskedAbout, type Asked } from './asked';
import { fixAction } from './fix-action';
import { CodeActionKind, CodeActionTriggerKind } from '../lsp-values';

/** A selection over more uses than this gets the entries of the first ones. */
const mostUses = 10;

/** What can be done about the images here, in the order of the menu. */
export async function quickFixes(asked: Asked): Promise<CodeAction[]> {
  const { document, read, params, runtime, situation } = asked;
  const uses = usesAskedAbout(asked).slice(0, mostUses);
  // Looking at the menu is worth a moment; moving the cursor is not.
  const invoked = params.context.triggerKind === CodeActionTriggerKind.Invoked;
  await askForDetails({ ...asked, uri: document.uri, uses }, invoked ? detailsPatience : 0);
  const fixes = once(uses.flatMap(use => runtime.service.fixes(read, use.site.range.start, situation.context)), document).filter(fix => isPossible(fix, asked));
  const actionsOf = async (some: readonly Fix[]) => (await Promise.all(some.map(fix => fixAction(fix, asked)))).flat();
  const fixing = await actionsOf(fixes.filter(fix => !isIgnore(fix)));
  const accepting = (await Promise.all(uses.slice(0, 1).map(use => policyActions(use, asked)))).flat();
  const ignores = await actionsOf(fixes.filter(isIgnore));
  const hiding = ownDiagnostics(asked).length > 0 ? await (await runtime.assist()).ignoreActions(uses.slice(0, 1), asked) : [];
  return [...(await removing(asked)), ...fixing, ...accepting, ...ignores, ...hiding, ...uses.slice(0, 1).flatMap(use => hostActions(use, asked))];
}

/** Where nobody can be asked, nothing is offered that is made of an answer. */
function isPossible({ kind }: Fix, { situation }: Asked): boolean {
  return situation.limit === undefined || !needsRegistry.has(kind);
}

const needsRegistry: ReadonlySet<Fix['kind']> = new Set(['pin', 'pin-all', 'update', 'update-all', 'add-tag']);

/** An ignore that hides nothing is at no image. */
async function removing(asked: Asked): Promise<CodeAction[]> {
  const isAsked = ownDiagnostics(asked).some(({ code }) => code === 'unused-ignore');
  return isAsked ? (await asked.runtime.assist()).removeIgnoreActions(asked) : [];
}

/** Two uses may offer the same. */
function once(fixes: readonly Fix[], document: TextDocument): Fix[] {
  const seen = new Set<string>();
  return fixes.filter(fix => {
    const name = fix.kind.endsWith('-all') ? fix.kind : JSON.stringify(requestOf(fix, document));
    return !seen.has(name) && seen.add(name);
  });
}

/** Rules that an entry of the policy answers. */
const answered = [
  { rules: ['publisher-unknown', 'publisher-untrusted'], by: 'trustActions' },
  { rules: ['signer-untrusted'], by: 'signerActions' },
] as const;

/** About whoever is reported, publisher or signer. What they need is loaded when the first one is. */
async function policyActions(use: ImageUse, asked: Asked): Promise<CodeAction[]> {
  const { document, runtime } = asked;
  const here = ownDiagnostics(asked).filter(({ range }) => document.offsetAt(range.start) === use.site.range.start);
  const actions = answered.map(async ({ rules, by }) => {
    const diagnostics = here.filter(({ code }) => rules.some(rule => rule === code));
    const found = diagnostics.length > 0 ? await (await runtime.assist())[by](use, asked) : [];
    return found.map(action => ({ ...action, diagnostics }));
  });
  return (await Promise.all(actions)).flat();
}

/** What the background does not ask about on its own may be asked about on a word of the user. */
function hostActions(use: ImageUse, asked: Asked): CodeAction[] {
  const { session, params } = asked;
  const host = hostToAllow(use, asked);
  if (host === undefined || !session.commands || params.context.triggerKind === CodeActionTriggerKind.Automatic) return [];
  const argument: AllowHost = { host };
  return hostCommands(host).map(({ title: text, command }) => {
    const title = session.say(text);
    return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [argument] } };
  });
}
