import { commands, extensions, languages, Uri, window, workspace, type Diagnostic, type TextDocument } from 'vscode';

export const extensionId = 'plimsoll.plimsoll';

export function fileUri(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return Uri.joinPath(folder.uri, path);
}

/** Shows a file of the workspace and makes sure that the extension runs. */
export async function open(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(fileUri(path));
  await window.showTextDocument(document);
  await extensions.getExtension(extensionId)?.activate();
  return document;
}

export async function closeAll(): Promise<void> {
  await commands.executeCommand('workbench.action.closeAllEditors');
}

export function findings(document: TextDocument): Diagnostic[] {
  return languages.getDiagnostics(document.uri).filter(({ source }) => source === 'plimsoll');
}

/** Resolves once `hold` holds for the findings. The Mocha time-out ends it when that never happens. */
export function untilFindings(document: TextDocument, hold: (found: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = findings(document);
      if (!hold(found)) return;
      subscription.dispose();
      resolve(found);
    };
    const subscription = languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** `LINE: TEXT @ RULE (SEVERITY)` in document order: exactly what the squiggle covers. */
export function drawn(document: TextDocument, found: readonly Diagnostic[]): string[] {
  const severities = ['error', 'warning', 'information', 'hint'];
  const at = ({ range }: Diagnostic): number => document.offsetAt(range.start);
  return [...found]
    .sort((a, b) => at(a) - at(b) || ruleOf(a).localeCompare(ruleOf(b)))
    .map((one) => `${one.range.start.line + 1}: ${document.getText(one.range)} @ ${ruleOf(one)} (${severities[one.severity]})`);
}

function ruleOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}
