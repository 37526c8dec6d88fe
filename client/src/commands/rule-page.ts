import { commands, env, Uri, window, workspace } from 'vscode';
import { isRuleId, rulePages } from '../rule-link';
import type { Extension } from '../types';

/** Shows the packaged page about a rule, in the language of the window where there is one. */
export async function openRulePage({ context, output }: Extension, rule: unknown): Promise<void> {
  if (!isRuleId(rule)) return;
  for (const path of rulePages(rule, env.language)) {
    const page = Uri.joinPath(context.extensionUri, path);
    if (await exists(page)) return show(page);
  }
  output.warn(`there is no page about ${rule}`);
}

async function exists(uri: Uri): Promise<boolean> {
  try {
    await workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Editors may come without the Markdown preview. */
async function show(page: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', page);
  } catch {
    await window.showTextDocument(page, { preview: true });
  }
}
