import { l10n, Range, Uri, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { requests, type DocumentPlace, type PlannedEdit, type WorkspaceUpdate, type WorkspaceUpdates } from '../../../server/src/protocol';
import { cancellable } from '../cancellable';
import type { Extension } from '../types';
import { longest, offersAtImage, runEdit, runOffer, summary, uriToEdit } from './edit';

/** Milliseconds: of a workspace, every tag is asked about. */
const longestOfWorkspace = 600_000;

export async function updateDigest(extension: Extension): Promise<boolean> {
  const offers = await offersAtImage(extension);
  const update = offers?.find(({ request }) => request.kind === 'update');
  if (offers && !update) extension.notices.failed(l10n.t('There is no digest to update here'));
  return update ? runOffer(extension, update) : false;
}

/** Updates every digest of a document: the one that is named, else the active one. */
export async function updateAll(extension: Extension, argument: unknown): Promise<boolean> {
  const uri = uriToEdit(extension, argument);
  if (uri === undefined) return false;
  const place: DocumentPlace = { uri };
  return runEdit(extension, {
    title: l10n.t('Asking registries for digests'),
    longest: longest.all,
    ask: token => extension.client.sendRequest<PlannedEdit>(requests.updateAll, place, token),
    idle: l10n.t('All digests are up to date'),
  });
}

/** Shows every update of the workspace before anything is edited: each can be left out. */
export async function updateWorkspace(extension: Extension): Promise<boolean> {
  const work = { title: l10n.t('Asking registries for the digests of the workspace'), longest: longestOfWorkspace };
  const updates = await cancellable(work, token => extension.client.sendRequest<WorkspaceUpdates>(requests.updateWorkspace, {}, token));
  if (!updates) return false;
  const edit = new WorkspaceEdit();
  const failed = [...updates.failed];
  for (const file of updates.files) {
    const document = await documentOf(file);
    if (document) addEdits(edit, document, file);
    else failed.push(l10n.t('{0} changed meanwhile: it is left as it is', workspace.asRelativePath(Uri.parse(file.uri))));
  }
  for (const reason of failed) extension.output.warn(reason);
  if (failed.length > 0) extension.notices.failed(summary(failed));
  else if (edit.size === 0) extension.notices.done(l10n.t('All digests are up to date'));
  return edit.size > 0 && workspace.applyEdit(edit, { isRefactoring: true });
}

/** The document that the edits are of; undefined when it says something else by now. */
async function documentOf({ uri, version, edits }: WorkspaceUpdate): Promise<TextDocument | undefined> {
  const document = await workspace.openTextDocument(Uri.parse(uri));
  const isSame = version === null || document.version === version;
  return isSame && edits.every(({ range, from }) => document.getText(rangeOf(range)) === from) ? document : undefined;
}

function addEdits(edit: WorkspaceEdit, document: TextDocument, { edits }: WorkspaceUpdate): void {
  for (const { range, newText, from } of edits) {
    edit.replace(document.uri, rangeOf(range), newText, { needsConfirmation: true, label: from, description: newText });
  }
}

function rangeOf({ start, end }: WorkspaceUpdate['edits'][number]['range']): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
