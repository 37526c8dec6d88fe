import { l10n, Range, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { NameSignerAnswer } from '../../server/src/protocol';
import type { Extension } from './types';

type Edited = Extract<NameSignerAnswer, { ok: true }>;

/** Makes the edit of the team's policy that the server answers with. It is saved, or undone, by whoever asked for it. */
export async function editPolicy({ notices }: Extension, ask: () => Promise<NameSignerAnswer>): Promise<{ readonly document: TextDocument; readonly edits: Edited['edits'] } | undefined> {
  let answer = await ask();
  if (answer.ok && answer.version === null) {
    // The edit is to fit what the editor has, so the editor has to have it first.
    await workspace.openTextDocument(Uri.parse(answer.uri));
    answer = await ask();
  }
  if (!answer.ok) return void notices.failed(answer.reason);
  const document = await applied(answer);
  if (!document) return void notices.failed(l10n.t('The document changed meanwhile: nothing was edited'));
  return { document, edits: answer.edits };
}

async function applied({ uri, version, edits }: Edited): Promise<TextDocument | undefined> {
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
