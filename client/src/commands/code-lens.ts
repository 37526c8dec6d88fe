import { ConfigurationTarget, window, workspace } from 'vscode';

/** Switches the lenses on or off where that was said last, else for the user everywhere. */
export async function toggleCodeLens(): Promise<void> {
  const configuration = workspace.getConfiguration('plimsoll', window.activeTextEditor?.document.uri);
  const said = configuration.inspect<boolean>('codeLens');
  const target = said?.workspaceFolderValue !== undefined ? ConfigurationTarget.WorkspaceFolder
    : said?.workspaceValue !== undefined ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  // A workspace that is not trusted has no say in it, whatever it says.
  const isHeard = workspace.isTrusted || target === ConfigurationTarget.Global;
  await configuration.update('codeLens', configuration.get<boolean>('codeLens') !== true, isHeard ? target : ConfigurationTarget.Global);
}
