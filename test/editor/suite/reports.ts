import { commands, Disposable, env, Selection, TabInputWebview, ViewColumn, window, type Tab, type TextEditor } from 'vscode';
import { open } from './documents';

export async function goTo(path: string, line: number): Promise<TextEditor> {
  const editor = await window.showTextDocument(await open(path), ViewColumn.One);
  editor.selection = new Selection(line, 8, line, 8);
  return editor;
}

/** In the window, not here: each file of the suite has a copy of this one. */
const opened = ((globalThis as { plimsollPanels?: string[] }).plimsollPanels ??= []);

/** Verifies the image that a line of a Dockerfile names; its panel is in front then. Panels are numbered as they are opened. */
export async function verifyAt(path: string, line: number): Promise<{ readonly label: string; readonly panel: number }> {
  const { document } = await goTo(path, line);
  const image = document.lineAt(line).text.replace(/ AS .*/, '');
  await commands.executeCommand('plimsoll.verifyImage');
  const { label } = await panelInFront();
  const known = opened.lastIndexOf(image) + 1;
  // A closed one answers nothing, and the image has another by now.
  if (known > 0 && (await copied(known, 'copy-text')) !== nothingCopied) return { label, panel: known };
  return { label, panel: opened.push(image) };
}

export function panelTabs(): Tab[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(isPanel);
}

function isPanel({ input }: Tab): boolean {
  return input instanceof TabInputWebview && input.viewType.endsWith('plimsoll.verification');
}

/** The window hears of its tabs a moment later. The Mocha time-out ends it when none comes. */
function panelInFront(): Promise<Tab> {
  return new Promise((resolve) => {
    const look = (): void => {
      const tab = window.tabGroups.activeTabGroup.activeTab;
      if (!tab || !isPanel(tab)) return;
      subscription.dispose();
      resolve(tab);
    };
    const subscription = Disposable.from(window.tabGroups.onDidChangeTabs(look), window.tabGroups.onDidChangeTabGroups(look));
    look();
  });
}

/** What a click in the panel does. */
export async function press(panel: number, action: string): Promise<void> {
  await commands.executeCommand('plimsoll.reportAction', { panel, action });
}

export const nothingCopied = 'nothing was copied';

/** What a click in the panel copies. */
export async function copied(panel: number, action: string): Promise<string> {
  await env.clipboard.writeText(nothingCopied);
  await press(panel, action);
  return env.clipboard.readText();
}
