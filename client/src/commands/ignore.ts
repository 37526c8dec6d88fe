import { l10n, window } from 'vscode';
import { requests, type IgnoreChoice, type NameSignerAnswer, type PlannedEdit } from '../../../server/src/protocol';
import { editPolicy } from '../edit-policy';
import type { Extension } from '../types';
import { longest, runEdit } from './edit';
import { requestTrust } from './request-trust';
import { openRulePage } from './rule-page';

/** Hides findings in one of the ways that the server names, and writes beside it why. */
export async function ignore(extension: Extension, choices: unknown): Promise<void> {
  const choice = await choose(Array.isArray(choices) ? choices.filter(isChoice) : []);
  if (!choice) return;
  switch (choice.kind) {
    case 'page':
      return openRulePage(extension, choice.rule);
    case 'request':
      return requestTrust(extension, choice.request);
    default:
      return hide(extension, choice);
  }
}

async function choose(choices: readonly IgnoreChoice[]): Promise<IgnoreChoice | undefined> {
  if (choices.length <= 1) return choices[0];
  const items = choices.map(choice => ({ label: choice.title, choice }));
  return (await window.showQuickPick(items, { title: l10n.t('Ignore Findings') }))?.choice;
}

/** Escape leaves everything as it is; Enter alone gives no reason. */
async function hide(extension: Extension, choice: Extract<IgnoreChoice, { kind: 'document' | 'policy' }>): Promise<void> {
  const reason = await window.showInputBox({ title: choice.title, prompt: l10n.t('Why? It is written beside it, for whoever reads it later.'), placeHolder: l10n.t('Reason (may stay empty)') });
  if (reason === undefined) return;
  const { client, notices } = extension;
  if (choice.kind === 'document') {
    const ask: Parameters<typeof runEdit>[1]['ask'] = token => client.sendRequest<PlannedEdit>(requests.resolveFix, { ...choice.fix, reason }, token);
    await runEdit(extension, { title: choice.title, longest: longest.one, ask });
  } else if (await editPolicy(extension, () => client.sendRequest<NameSignerAnswer>(requests.hide, { ...choice.hide, reason }))) {
    notices.done(l10n.t('Written to {0}, which is not saved yet', '.plimsoll.yaml'));
  }
}

function isChoice(value: unknown): value is IgnoreChoice {
  return typeof value === 'object' && value !== null && 'kind' in value && 'title' in value && typeof value.title === 'string';
}
