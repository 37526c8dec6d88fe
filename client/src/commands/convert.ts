import { l10n, Uri, window, type QuickPickItem } from 'vscode';
import { requests, type ConvertAnswer, type ConvertedDocument, type ConvertRequest } from '../../../server/src/protocol';
import { cancellable } from '../cancellable';
import { renderConversion } from '../convert-report';
import { PreviewView } from '../preview-view';
import type { Extension } from '../types';
import { applyPlanned } from './edit';

/** Milliseconds: registries are asked about every image that takes over. */
const longest = 120_000;

/** Shows a Dockerfile as it would be on hardened images, with what differs and what is left beside it. Nothing is edited yet. */
export async function convertDockerfile(extension: Extension, argument: unknown, to?: ConvertRequest['to']): Promise<void> {
  const uri = uriToConvert(extension, argument);
  if (uri === undefined) return;
  const request: ConvertRequest = to === undefined ? { uri } : { uri, to };
  const work = { title: l10n.t('Converting the Dockerfile'), longest };
  const answer = await cancellable(work, token => extension.client.sendRequest<ConvertAnswer>(requests.convert, request, token));
  if (!answer) return;
  if (!answer.ok) return extension.notices.failed(answer.reason);
  await showConversion(extension, answer.conversion);
}

async function showConversion({ previews, reports }: Extension, conversion: ConvertedDocument): Promise<void> {
  const original = Uri.parse(conversion.uri);
  const name = original.path.slice(original.path.lastIndexOf('/') + 1);
  const report = renderConversion(conversion, l10n);
  const title = l10n.t('Conversion of {0}', name);
  if (conversion.edits.length === 0) return reports.show(title, report);
  await previews.show(original, conversion, l10n.t('{0}: as it is ↔ on hardened images', name));
  await reports.show(title, report, 'beside');
}

/** The button above the preview. */
export async function applyConversion(extension: Extension, argument: unknown): Promise<boolean> {
  const uri = argument instanceof Uri ? argument : previewOfActiveTab();
  const conversion = extension.previews.of(uri);
  if (!uri || !conversion) return false;
  const applied = await applyPlanned(conversion);
  if (!applied) {
    extension.notices.failed(l10n.t('The document changed meanwhile: nothing was edited'));
    return false;
  }
  await extension.previews.close(uri);
  return true;
}

function previewOfActiveTab(): Uri | undefined {
  const input: unknown = window.tabGroups.activeTabGroup.activeTab?.input;
  if (typeof input !== 'object' || input === null || !('modified' in input)) return undefined;
  return input.modified instanceof Uri && input.modified.scheme === PreviewView.scheme ? input.modified : undefined;
}

/** The same for one publisher's images, whatever becomes of the version. */
export async function convertDockerfileTo(extension: Extension, argument: unknown): Promise<void> {
  const items: readonly (QuickPickItem & { readonly to: NonNullable<ConvertRequest['to']> })[] = [
    { label: 'Chainguard', description: 'cgr.dev/chainguard', to: 'chainguard' },
    { label: 'Distroless', description: 'gcr.io/distroless', to: 'distroless' },
    { label: 'Docker Hardened Images', description: 'dhi.io', to: 'docker-hardened' },
    { label: 'Docker Official Images', description: 'docker.io/library', to: 'docker-official' },
  ];
  const chosen = await window.showQuickPick(items, { title: l10n.t('Convert this Dockerfile to Images of…') });
  if (chosen) await convertDockerfile(extension, argument, chosen.to);
}

function uriToConvert({ client }: Extension, argument: unknown): string | undefined {
  if (typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string') return argument.uri;
  const document = window.activeTextEditor?.document;
  return document && client.code2ProtocolConverter.asUri(document.uri);
}
