import { l10n } from 'vscode';
import { requests, type DocumentPlace, type EditImagesRequest, type PlannedEdit } from '../../../server/src/protocol';
import { previewWork } from '../preview-edits';
import type { Extension } from '../types';
import { longest, offersAtImage, runEdit, runOffer, uriToEdit } from './edit';

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
export function updateWorkspace(extension: Extension): Promise<boolean> {
  const title = l10n.t('Asking registries for the digests of the workspace');
  return previewWork(extension, { title, idle: l10n.t('All digests are up to date'), request: requests.updateWorkspace, params: {} });
}

/** The same for references that have no digest yet. */
export function pinWorkspace(extension: Extension): Promise<boolean> {
  const title = l10n.t('Asking registries for the digests of the workspace');
  const params: EditImagesRequest = { kind: 'pin' };
  return previewWork(extension, { title, idle: l10n.t('There is nothing to pin in this workspace'), request: requests.editImages, params });
}
