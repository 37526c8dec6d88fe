import { l10n, window, type ExtensionContext, type LogOutputChannel } from 'vscode';

const silencedKey = 'plimsoll.noticesSilenced';
/** Milliseconds. */
const statusTime = 8000;

/** Says what became of something that the user asked for. Nothing else ever pops up. */
export interface Notices {
  /** It could not be done. */
  failed(text: string): void;
  /** It is done, and there is something to know that nothing else shows. */
  told(text: string): void;
  /** It is done. */
  done(text: string): void;
}

type PopUp = (text: string, ...items: string[]) => Thenable<string | undefined>;

export function createNotices(context: ExtensionContext, output: LogOutputChannel): Notices {
  async function show(text: string, popUp: PopUp): Promise<void> {
    const details = l10n.t('Show Output');
    const silence = l10n.t("Don't Show Again");
    const chosen = await popUp(`Plimsoll: ${text}`, details, silence);
    if (chosen === details) output.show();
    if (chosen === silence) await context.globalState.update(silencedKey, true);
  }

  function done(text: string): void {
    window.setStatusBarMessage(`Plimsoll: ${text}`, statusTime);
  }

  /** Not awaited: a notice may stand for as long as it likes, and the command is over. */
  function say(text: string, popUp: PopUp): void {
    if (context.globalState.get<boolean>(silencedKey)) done(text);
    else void show(text, popUp);
  }

  return {
    done,
    failed(text) {
      output.warn(text);
      say(text, window.showWarningMessage);
    },
    told(text) {
      output.info(text);
      say(text, window.showInformationMessage);
    },
  };
}
