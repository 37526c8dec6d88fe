import type { CodeAction } from 'vscode-languageserver';
import { today } from '../../core/day';
import type { Finding } from '../../core/finding';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { commands, type HideRequest, type IgnoreChoice } from '../../protocol';
import { hidingOffersFor, planHiding, type HidingOffer } from '../../service/assist/ignoring';
import { ownDiagnostics, type Asked } from '../code-actions/asked';
import { plain } from '../markdown';
import { findingsAt } from './findings-at';
import { edited, requestFor } from './policy-edit';

/**
 * What hides more than a line or a file, and what explains the rule. For one finding these are entries of the menu; several
 * would make a wall of it, and share one entry that lists them.
 */
export async function ignoreActions(uses: readonly ImageUse[], asked: Asked): Promise<CodeAction[]> {
  const findings = findingsAt(uses, asked);
  if (!asked.session.commands) return (await Promise.all(findings.map(finding => plainActions(finding, asked)))).flat();
  const choices = findings.flatMap(finding => choicesFor(finding, asked));
  if (findings.length <= 1) return choices.map(choice => actionOf(choice.title, [choice], findings, asked));
  return [actionOf(asked.session.say(message('Ignore for an image, or switch a rule off…')), once(choices), findings, asked)];
}

function choicesFor(finding: Finding, asked: Asked): IgnoreChoice[] {
  const { situation, runtime, session } = asked;
  const offers = hidingOffersFor(finding, situation.context, today(runtime.clock));
  const page: IgnoreChoice = { kind: 'page', title: plain(session.say(message('Open the page about {0}', finding.rule))), rule: finding.rule };
  return [...offers.flatMap(offer => choiceOf(offer, finding, asked) ?? []), page];
}

function choiceOf({ title: said, entry, request, hiding }: HidingOffer, { rule, use }: Finding, asked: Asked): IgnoreChoice | undefined {
  const { session, document } = asked;
  const title = plain(session.say(said));
  const hide: HideRequest = { uri: document.uri, version: document.version, offset: use.site.range.start, rule, hiding };
  if (entry) return { kind: 'policy', title, hide };
  return request && { kind: 'request', title, request: requestFor(request, asked) };
}

function actionOf(title: string, choices: readonly IgnoreChoice[], findings: readonly Finding[], asked: Asked): CodeAction {
  const diagnostics = ownDiagnostics(asked).filter(({ code }) => findings.some(({ rule }) => rule === code));
  return { title, kind: 'quickfix', diagnostics, command: { title, command: commands.ignore, arguments: [choices] } };
}

/** Two places may offer the same. */
function once(choices: readonly IgnoreChoice[]): IgnoreChoice[] {
  return choices.filter(({ title }, index) => choices.findIndex(other => other.title === title) === index);
}

/** For a client that asks nobody for reasons: the edits themselves. */
async function plainActions(finding: Finding, asked: Asked): Promise<CodeAction[]> {
  const { situation: { context }, runtime, session, policies } = asked;
  if (!context.trustList) return [];
  const { file } = context.trustList;
  const found = await policies.at(file);
  return hidingOffersFor(finding, context, today(runtime.clock)).flatMap(({ title, entry }) => {
    const done = entry && edited(text => planHiding(text, entry), { file, found }, asked);
    return done ? [{ title: plain(session.say(title)), kind: 'quickfix', diagnostics: ownDiagnostics(asked).filter(({ code }) => code === finding.rule), ...done }] : [];
  });
}
