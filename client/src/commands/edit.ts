import { l10n, Range, Uri, window, workspace, WorkspaceEdit, type CancellationToken, type QuickPickItem } from 'vscode';
import { requests, type DocumentPlace, type FixOffer, type FixRequest, type PlannedEdit } from '../../../server/src/protocol';
import { cancellable } from '../cancellable';
import { chooseImage } from '../choose-image';
import type { Extension } from '../types';

/** Milliseconds; the server gives up on one reference after 30 s. */
export const longest = { one: 40_000, all: 120_000 } as const;

/** A click in the light bulb or in a hover, which is consent for the host that the fix names. */
export function applyFix(extension: Extension, request: unknown): Promise<boolean> {
  const { kind } = request as Partial<FixRequest>;
  return runEdit(extension, {
    title: kind === 'swap' ? l10n.t('Replacing the image') : l10n.t('Asking the registry for the digest'),
    longest: kind === 'pin-all' ? longest.all : longest.one,
    ask: token => extension.client.sendRequest<PlannedEdit>(requests.resolveFix, request, token),
  });
}

/** Pins every image of a document: the one that is named, else the active one. */
export async function pinAll(extension: Extension, argument: unknown): Promise<boolean> {
  const uri = uriToEdit(extension, argument);
  if (uri === undefined) return false;
  const place: DocumentPlace = { uri };
  return runEdit(extension, {
    title: l10n.t('Asking registries for digests'),
    longest: longest.all,
    ask: token => extension.client.sendRequest<PlannedEdit>(requests.pinAll, place, token),
  });
}

export async function pinImage(extension: Extension): Promise<boolean> {
  const offers = await offersAtImage(extension);
  const pin = offers?.find(({ request }) => request.kind === 'pin');
  if (offers && !pin) extension.notices.failed(l10n.t('There is nothing to pin here'));
  return pin ? runOffer(extension, pin) : false;
}

/** `argument` may name the place (DocumentPlace); otherwise the cursor does, or the user. */
export async function replaceImage(extension: Extension, argument?: unknown): Promise<boolean> {
  const place = placeOf(argument);
  const offers = place ? await extension.client.sendRequest<FixOffer[]>(requests.fixes, place) : await offersAtImage(extension);
  if (!offers) return false;
  const swaps = offers.filter(({ request }) => request.kind === 'swap');
  if (swaps.length === 0) {
    extension.notices.failed(l10n.t('No hardened alternative is known for this image'));
    return false;
  }
  const items = swaps.map((offer): QuickPickItem & { offer: FixOffer } => ({
    label: offer.request.target ?? offer.title,
    detail: offer.disabled ?? offer.title,
    offer,
  }));
  const chosen = await window.showQuickPick(items, { title: l10n.t('Replace Image with Hardened Alternative') });
  return chosen ? runOffer(extension, chosen.offer) : false;
}

export async function runOffer(extension: Extension, offer: FixOffer): Promise<boolean> {
  if (offer.disabled === undefined) return applyFix(extension, offer.request);
  extension.notices.failed(offer.disabled);
  return false;
}

/** Undefined when the user chose no image. */
export async function offersAtImage(extension: Extension): Promise<readonly FixOffer[] | undefined> {
  const uri = activeUri(extension);
  const image = await chooseImage(extension);
  if (uri === undefined || !image) return undefined;
  const place: DocumentPlace = { uri, position: image.range.start };
  return extension.client.sendRequest<FixOffer[]>(requests.fixes, place);
}

export interface EditWork {
  readonly title: string;
  readonly longest: number;
  /** What is said where there was nothing to do. */
  readonly idle?: string;
  ask(token: CancellationToken): Promise<PlannedEdit>;
}

/** True when the document was edited. What could not be done is said in one notice. */
export async function runEdit(extension: Extension, work: EditWork): Promise<boolean> {
  const plan = await cancellable(work, token => work.ask(token));
  if (!plan) return false;
  const applied = plan.edits.length > 0 && (await applyPlanned(plan));
  const isOutdated = plan.edits.length > 0 && !applied;
  const failed = isOutdated ? [l10n.t('The document changed meanwhile: nothing was edited')] : plan.failed;
  for (const reason of failed) extension.output.warn(reason);
  const tell = plan.isFound && !isOutdated ? extension.notices.done : extension.notices.failed;
  if (failed.length > 0) tell(summary(failed));
  else if (plan.edits.length === 0 && work.idle !== undefined) extension.notices.done(work.idle);
  const notes = applied ? (plan.notes ?? []) : [];
  for (const note of notes) extension.output.warn(note);
  if (notes.length > 0) extension.notices.done(summary(notes));
  return applied;
}

export function summary([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : l10n.t('{0} (and {1} more in the log)', first, others.length);
}

/** The edits fit one version of the document; nothing is edited when it is another by now. */
export async function applyPlanned(plan: Pick<PlannedEdit, 'uri' | 'version' | 'edits'>): Promise<boolean> {
  const uri = Uri.parse(plan.uri);
  const document = workspace.textDocuments.find(candidate => candidate.uri.toString() === uri.toString());
  if (document?.version !== plan.version) return false;
  const edit = new WorkspaceEdit();
  for (const { range, newText } of plan.edits) {
    const { start, end } = range;
    edit.replace(document.uri, new Range(start.line, start.character, end.line, end.character), newText);
  }
  return workspace.applyEdit(edit);
}

/** The document that an argument names, else the active one. */
export function uriToEdit(extension: Extension, argument: unknown): string | undefined {
  return uriOf(argument) ?? activeUri(extension);
}

function activeUri({ client }: Extension): string | undefined {
  const document = window.activeTextEditor?.document;
  return document && client.code2ProtocolConverter.asUri(document.uri);
}

function placeOf(argument: unknown): DocumentPlace | undefined {
  const uri = uriOf(argument);
  const { position } = (argument ?? {}) as Partial<DocumentPlace>;
  const isPlace = uri !== undefined && Number.isSafeInteger(position?.line) && Number.isSafeInteger(position?.character);
  return isPlace && position ? { uri, position } : undefined;
}

function uriOf(argument: unknown): string | undefined {
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return undefined;
  return typeof argument.uri === 'string' ? argument.uri : undefined;
}
