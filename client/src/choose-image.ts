import { l10n, window, type QuickPickItem } from 'vscode';
import { requests, type DocumentPlace, type ImageAt } from '../../server/src/protocol';
import type { Extension } from './types';

/** The image under the cursor, else the only one of the document, else the one that the user picks. */
export async function chooseImage(extension: Extension): Promise<ImageAt | undefined> {
  const images = await imagesOfActiveDocument(extension);
  const current = images.find(image => image.current) ?? (images.length === 1 ? images[0] : undefined);
  if (current) return current;
  if (images.length === 0) {
    extension.notices.failed(l10n.t('There is no image reference in this document'));
    return undefined;
  }
  return (await window.showQuickPick(images.map(item), { title: l10n.t('Which image?') }))?.image;
}

export async function imagesOfActiveDocument({ client }: Extension): Promise<readonly ImageAt[]> {
  const editor = window.activeTextEditor;
  if (!editor) return [];
  const place: DocumentPlace = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: { line: editor.selection.active.line, character: editor.selection.active.character },
  };
  return client.sendRequest<ImageAt[]>(requests.images, place);
}

function item(image: ImageAt): QuickPickItem & { readonly image: ImageAt } {
  return { label: image.raw, description: l10n.t('line {0}', image.range.start.line + 1), image };
}
