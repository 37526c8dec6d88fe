import { env, l10n, Range, ViewColumn, window } from 'vscode';
import { notifications, requests, type NameSignerAnswer, type NameSignerRequest, type VerifyReport, type VerifyStep } from '../../../server/src/protocol';
import { editPolicy } from '../edit-policy';
import type { Extension } from '../types';
import { applyFix } from './edit';
import { requestTrust } from './request-trust';
import { verifyImage } from './verify';

/** Something in a report was clicked. The page names it; what it does is here, from what the server said. */
export async function reportAction(extension: Extension, argument: unknown): Promise<void> {
  const { panel, action } = argumentOf(argument);
  const report = extension.verifications.reportOf(panel);
  if (!report) return;
  const [, kind = '', index = ''] = /^(step|command)-(\d)$/.exec(action) ?? [];
  const step = kind === 'step' ? report.steps[Number(index)] : undefined;
  const command = kind === 'command' ? report.commands[Number(index)] : undefined;
  if (step) await takeStep(extension, step, report);
  else if (command !== undefined) await copy(extension, command);
  else if (action === 'copy-text') await copy(extension, report.text);
  else if (action === 'copy-json') await copy(extension, report.json);
  else if (action === 'retry') await verifyImage(extension, report);
}

function argumentOf(value: unknown): { readonly panel: number; readonly action: string } {
  const { panel, action } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<'panel' | 'action', unknown>>;
  return { panel: typeof panel === 'number' ? panel : 0, action: typeof action === 'string' ? action : '' };
}

async function copy({ notices }: Extension, text: string): Promise<void> {
  await env.clipboard.writeText(text);
  notices.done(l10n.t('Copied'));
}

async function takeStep(extension: Extension, step: VerifyStep, report: VerifyReport): Promise<void> {
  switch (step.kind) {
    case 'fix':
      return void (await applyFix(extension, step.fix));
    case 'name-signer':
      return nameSigner(extension, step.request);
    case 'request-trust':
      return requestTrust(extension, step.request);
    case 'copy':
      return copy(extension, step.text);
    case 'look-up-host':
      await extension.client.sendNotification(notifications.allowHost, { host: step.host });
      return verifyImage(extension, report);
    case 'retry':
      return verifyImage(extension, report);
  }
}

/** Edits the policy, and shows what was edited: it is saved, or undone, by whoever clicked. */
async function nameSigner(extension: Extension, request: NameSignerRequest): Promise<void> {
  const edited = await editPolicy(extension, () => extension.client.sendRequest<NameSignerAnswer>(requests.nameSigner, request));
  if (!edited) return;
  // Not over the report: that says what the edit is about.
  const { document, edits: [edit] } = edited;
  // An insertion that begins a line of its own stands below the place where it is made.
  const line = (edit?.range.start.line ?? 0) + (/^\r?\n/.test(edit?.newText ?? '') ? 1 : 0);
  await window.showTextDocument(document, { preview: false, viewColumn: ViewColumn.One, selection: new Range(line, 0, line, 0) });
}
