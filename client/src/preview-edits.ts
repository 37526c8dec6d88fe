import { l10n, Position, Range, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import type { SpanOfText, WorkspaceUpdate, WorkspaceUpdates } from '../../server/src/protocol';
import { cancellable } from './cancellable';
import { summary } from './commands/edit';
import { PreviewView } from './preview-view';
import type { Extension } from './types';

/** Milliseconds: of a workspace, every tag is asked about. */
const longestOfWorkspace = 600_000;

interface Work {
  readonly title: string;
  /** What is said where there was nothing to do. */
  readonly idle: string;
  /** A method of the server's that plans it, and its parameters. */
  readonly request: string;
  readonly params: object;
}

/** Plans edits of many files and shows all of them before anything is edited: each can be left out. */
export async function previewWork(extension: Extension, { title, idle, request, params }: Work): Promise<boolean> {
  const updates = await cancellable({ title, longest: longestOfWorkspace }, token => extension.client.sendRequest<WorkspaceUpdates>(request, params, token));
  if (!updates) return false;
  const { edit, outdated } = await editOf(updates.files);
  const failed = [...updates.failed, ...outdated];
  const notes = updates.notes ?? [];
  for (const reason of [...failed, ...notes]) extension.output.warn(reason);
  if (failed.length > 0) extension.notices.failed(summary(failed));
  else if (edit.size === 0) extension.notices.done(idle);
  else if (notes.length > 0) extension.notices.done(summary(notes));
  if (edit.size === 0) return false;
  addHeading(edit);
  return workspace.applyEdit(edit, { isRefactoring: true });
}

/**
 * VS Code shows a preview where an edit needs to be confirmed, and leaves that one unticked: forty files would be forty clicks.
 * So that all edits are ticked, the one that is to be confirmed is a line that says what to do, and edits nothing.
 */
function addHeading(edit: WorkspaceEdit): void {
  const label = l10n.t('Untick what is to stay as it is');
  const nowhere = Uri.from({ scheme: PreviewView.scheme, path: `/${label}` });
  edit.insert(nowhere, new Position(0, 0), '', { needsConfirmation: true, label });
}

async function editOf(files: readonly WorkspaceUpdate[]): Promise<{ readonly edit: WorkspaceEdit; readonly outdated: readonly string[] }> {
  const edit = new WorkspaceEdit();
  const outdated: string[] = [];
  for (const file of files) {
    const document = await documentOf(file);
    if (document) addEdits(edit, document, file);
    else outdated.push(l10n.t('{0} changed meanwhile: it is left as it is', workspace.asRelativePath(Uri.parse(file.uri))));
  }
  return { edit, outdated };
}

/** The document that the edits are of; undefined when it says something else by now. */
async function documentOf({ uri, version, edits, stands }: WorkspaceUpdate): Promise<TextDocument | undefined> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const isSame = version === null || document.version === version;
  const isThere = edits.every(({ range, from }) => document.getText(rangeOf(range)) === from) && stands.every(({ range, text }) => document.getText(rangeOf(range)) === text);
  return isSame && isThere ? document : undefined;
}

function addEdits(edit: WorkspaceEdit, document: TextDocument, { edits, stands }: WorkspaceUpdate): void {
  for (const { range, newText, from } of edits) {
    const place = rangeOf(range);
    // An insertion is shown with what it is put behind.
    const label = from !== '' ? from : (stands.find(stand => rangeOf(stand.range).contains(place))?.text ?? newText);
    edit.replace(document.uri, place, newText, { needsConfirmation: false, label, description: newText });
  }
}

function rangeOf({ start, end }: SpanOfText): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
