import { l10n, window } from 'vscode';
import { requests, type DocumentPlace, type InsertRequest, type PlannedEdit, type TrustedImage, type TrustedTags } from '../../../server/src/protocol';
import { chooseImage } from '../choose-trusted-image';
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
  const sizeOf = (image: string) => client.sendRequest<string | null>(requests.trustedSize, { uri, image } satisfies TrustedTags);
  const place: DocumentPlace = { uri };
  const image = await chooseImage(l10n.t('Insert Trusted Image: Which One?'), client.sendRequest<TrustedImage[]>(requests.trustedImages, place), sizeOf);
  if (!image) return false;
  const asked: TrustedTags = { uri, image: image.reference };
  const tagged = await chooseImage(l10n.t('Insert {0}: Which Tag?', image.reference), client.sendRequest<TrustedImage[]>(requests.trustedTags, asked), sizeOf);
  if (!tagged) return false;
  const { line, character } = editor.selection.active;
  const request: InsertRequest = { uri, version: editor.document.version, position: { line, character }, reference: tagged.reference };
  const title = l10n.t('Inserting the image');
  return runEdit(extension, { title, longest, ask: token => client.sendRequest<PlannedEdit>(requests.insertImage, request, token) });
}
