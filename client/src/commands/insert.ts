import { l10n, window, type QuickPickItem } from 'vscode';
import { requests, type DocumentPlace, type InsertRequest, type PlannedEdit, type TrustedImage, type TrustedTags } from '../../../server/src/protocol';
import { sizeText } from '../size-text';
import type { Extension } from '../types';
import { runEdit } from './edit';

/** Milliseconds; nothing of it asks the network. */
const longest = 10_000;

/** Lets somebody choose an image of the catalog and one of its tags, and writes it where the cursor is. */
export async function insertTrustedImage(extension: Extension): Promise<boolean> {
  const { client } = extension;
  const editor = window.activeTextEditor;
  if (!editor) {
    extension.notices.failed(l10n.t('Open the document that the image is for first'));
    return false;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const place: DocumentPlace = { uri };
  const image = await choose(l10n.t('Insert Trusted Image: Which One?'), client.sendRequest<TrustedImage[]>(requests.trustedImages, place));
  if (!image) return false;
  const asked: TrustedTags = { uri, image: image.reference };
  const tagged = await choose(l10n.t('Insert {0}: Which Tag?', image.reference), client.sendRequest<TrustedImage[]>(requests.trustedTags, asked));
  if (!tagged) return false;
  const { line, character } = editor.selection.active;
  const request: InsertRequest = { uri, version: editor.document.version, position: { line, character }, reference: tagged.reference };
  const title = l10n.t('Inserting the image');
  return runEdit(extension, { title, longest, ask: token => client.sendRequest<PlannedEdit>(requests.insertImage, request, token) });
}

/** Undefined when the user chose none. */
async function choose(title: string, images: Promise<readonly TrustedImage[]>): Promise<TrustedImage | undefined> {
  const items = images.then(found => found.map(item));
  return (await window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true }))?.image;
}

function item(image: TrustedImage): QuickPickItem & { readonly image: TrustedImage } {
  const { reference, publisher, about, size } = image;
  const description = [publisher, ...(size === undefined ? [] : [sizeText(size)])].join(' · ');
  return { label: reference, description, detail: about, image };
}
