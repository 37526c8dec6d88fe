import { commands, env, Selection, TabInputWebview, window, type Tab } from 'vscode';
import { open } from './documents';

/** Verifies the image that a line of a Dockerfile names; its panel is in front then. */
export async function verifyAt(path: string, line: number): Promise<Tab> {
  const editor = await window.showTextDocument(await open(path));
  editor.selection = new Selection(line, 8, line, 8);
  await commands.executeCommand('plimsoll.verifyImage');
  return panelInFront();
}

/** The window hears of its tabs a moment later. The Mocha time-out ends it when none comes. */
function panelInFront(): Promise<Tab> {
  return new Promise((resolve) => {
    const look = (): void => {
      const tab = window.tabGroups.activeTabGroup.activeTab;
      if (!(tab?.input instanceof TabInputWebview) || !tab.input.viewType.endsWith('plimsoll.verification')) return;
      subscription.dispose();
      resolve(tab);
    };
    const subscription = window.tabGroups.onDidChangeTabs(look);
    look();
  });
}

/** What a click in the panel copies. Panels are numbered as they are opened. */
export async function copied(panel: number, action: string): Promise<string> {
  await env.clipboard.writeText('nothing was copied');
  await commands.executeCommand('plimsoll.reportAction', { panel, action });
  return env.clipboard.readText();
}
