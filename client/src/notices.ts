import { l10n, window, type ExtensionContext, type LogOutputChannel } from 'vscode';

const silencedKey = 'plimsoll.noticesSilenced';
/** Milliseconds. */
const statusTime = 8000;

/** Says that something which the user asked for could not be done. Nothing else ever pops up. */
export interface Notices {
  failed(text: string): void;
}

export function createNotices(context: ExtensionContext, output: LogOutputChannel): Notices {
  async function show(text: string): Promise<void> {
    const details = l10n.t('Show Output');
    const silence = l10n.t("Don't Show Again");
    const chosen = await window.showWarningMessage(`Plimsoll: ${text}`, details, silence);
    if (chosen === details) output.show();
    if (chosen === silence) await context.globalState.update(silencedKey, true);
  }

  return {
    failed(text) {
      output.warn(text);
      // Not awaited: a notice may stand for as long as it likes, and the command is over.
      if (context.globalState.get<boolean>(silencedKey)) window.setStatusBarMessage(`Plimsoll: ${text}`, statusTime);
      else void show(text);
    },
  };
}
