import { env, l10n } from 'vscode';
import { collectDiagnosticsInfo } from '../diagnostics-info/collect';
import { diagnosticsText } from '../diagnostics-info/text';
import type { Extension } from '../types';

/** Puts onto the clipboard what a report of a fault needs. It goes nowhere else. */
export async function copyDiagnosticsInfo(extension: Extension): Promise<void> {
  await env.clipboard.writeText(diagnosticsText(collectDiagnosticsInfo(extension)));
  extension.notices.done(l10n.t('Diagnostics info is on the clipboard'));
}
