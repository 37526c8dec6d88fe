import { env, l10n, Range, Uri, window, workspace, type QuickPickItem } from 'vscode';
import { requests, type EditImagesRequest, type ImageAlternative } from '../../../server/src/protocol';
import { openRulePage } from '../commands/rule-page';
import { verifyImage } from '../commands/verify';
import { previewWork } from '../preview-edits';
import { shown } from '../shown';
import type { Extension } from '../types';
import { isNode, requestFor } from './chosen';
import type { Node } from './nodes';
import { placesWord } from './words';

/** One preview for all places. */
export async function pinNodes(extension: Extension, nodes: readonly Node[]): Promise<boolean> {
  return edit(extension, nodes, { kind: 'pin', idle: l10n.t('There is nothing to pin here') });
}

export async function updateNodes(extension: Extension, nodes: readonly Node[]): Promise<boolean> {
  return edit(extension, nodes, { kind: 'update', idle: l10n.t('All digests are up to date') });
}

async function edit(extension: Extension, nodes: readonly Node[], { kind, idle, target }: Pick<EditImagesRequest, 'kind' | 'target'> & { readonly idle: string }): Promise<boolean> {
  const meant = requestFor(nodes, kind);
  if (!meant) {
    extension.notices.done(idle);
    return false;
  }
  const params: EditImagesRequest = { kind, ...meant, ...(target === undefined ? {} : { target }) };
  return previewWork(extension, { title: l10n.t('Asking registries for digests'), idle, request: requests.editImages, params });
}

/** What could take the place of the image, and then all its places in one preview. */
export async function replaceNodes(extension: Extension, nodes: readonly Node[]): Promise<boolean> {
  const meant = requestFor(nodes, 'swap');
  const offers = meant ? await extension.client.sendRequest<ImageAlternative[]>(requests.imageAlternatives, meant) : [];
  if (offers.length === 0) {
    extension.notices.failed(l10n.t('No hardened alternative is known for this image'));
    return false;
  }
  const items = offers.map((offer): QuickPickItem & { offer: ImageAlternative } => ({
    label: shown(offer.target), description: placesWord(offer.places, l10n), detail: offer.title, offer,
  }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Replace Image with Hardened Alternative'), matchOnDetail: true });
  return chosen ? edit(extension, nodes, { kind: 'swap', target: chosen.offer.target, idle: l10n.t('Nothing to replace here') }) : false;
}

export async function verifyNode(extension: Extension, [node]: readonly Node[]): Promise<void> {
  const place = node?.places.find(({ use }) => use.reference !== undefined);
  if (place) await verifyImage(extension, { reference: place.use.reference?.full, uri: place.file.uri });
}

/** Shows the place in its document, with the keyboard there. */
export async function openNode(node: unknown): Promise<void> {
  if (!isNode(node) || !node.at) return;
  const { uri, range: { start, end } } = node.at;
  const document = await workspace.openTextDocument(Uri.parse(uri));
  await window.showTextDocument(document, { selection: new Range(start.line, start.character, end.line, end.character) });
}

export async function copyNodes(extension: Extension, nodes: readonly Node[]): Promise<void> {
  const references = new Set(nodes.flatMap(({ places }) => places.flatMap(({ use }) => use.reference?.full ?? [])));
  await env.clipboard.writeText([...references].join('\n'));
  extension.notices.done(l10n.t('Copied'));
}

export function openRuleOf(extension: Extension, [node]: readonly Node[]): Promise<void> {
  return openRulePage(extension, node?.rule);
}
