import { env, l10n, Range, Uri, ViewColumn, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { notifications, requests, type NameSignerAnswer, type NameSignerRequest, type VerifyReport, type VerifyStep } from '../../../server/src/protocol';
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
  const ask = () => extension.client.sendRequest<NameSignerAnswer>(requests.nameSigner, request);
  let answer = await ask();
  if (answer.ok && answer.version === null) {
    // The edit is to fit what the editor has, so the editor has to have it first.
    await workspace.openTextDocument(Uri.parse(answer.uri));
    answer = await ask();
  }
  if (!answer.ok) return extension.notices.failed(answer.reason);
  const document = await edited(answer);
  if (!document) return extension.notices.failed(l10n.t('The document changed meanwhile: nothing was edited'));
  // Not over the report: that says what the edit is about.
  const [edit] = answer.edits;
  // An insertion that begins a line of its own stands below the place where it is made.
  const line = (edit?.range.start.line ?? 0) + (/^\r?\n/.test(edit?.newText ?? '') ? 1 : 0);
  await window.showTextDocument(document, { preview: false, viewColumn: ViewColumn.One, selection: new Range(line, 0, line, 0) });
}

async function edited({ uri, version, edits }: Extract<NameSignerAnswer, { ok: true }>): Promise<TextDocument | undefined> {
  const file = Uri.parse(uri);
  const open = workspace.textDocuments.find(candidate => candidate.uri.toString() === file.toString());
  if (version !== 'new' && open?.version !== version) return undefined;
  const edit = new WorkspaceEdit();
  // A file that came to be meanwhile is not touched.
  if (version === 'new') edit.createFile(file, { overwrite: false, ignoreIfExists: false });
  for (const { range: { start, end }, newText } of edits) {
    edit.replace(file, new Range(start.line, start.character, end.line, end.character), newText);
  }
  return (await workspace.applyEdit(edit)) ? workspace.openTextDocument(file) : undefined;
}
