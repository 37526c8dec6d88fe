import { l10n, window } from 'vscode';
import { requests, type VerifyAnswer, type VerifyRequest } from '../../../server/src/protocol';
import { cancellable } from '../cancellable';
import { chooseImage, imagesOfActiveDocument } from '../choose-image';
import type { Extension } from '../types';

/** Milliseconds for the whole check, with every registry that it needs. */
const longest = 90_000;

/** Says who signed an image, in a panel. `argument` may name the reference; otherwise the cursor does, or the user. */
export async function verifyImage(extension: Extension, argument: unknown): Promise<void> {
  const request = requestOf(argument) ?? (await chosen(extension, argument));
  if (request === undefined) return;
  const work = { title: l10n.t('Checking the signatures of {0}', request.reference), longest };
  const answer = await cancellable(work, token => extension.client.sendRequest<VerifyAnswer>(requests.verify, request, token));
  if (!answer) return;
  if (!answer.ok) return extension.notices.failed(answer.reason);
  extension.verifications.show(answer.report);
}

function requestOf(argument: unknown): VerifyRequest | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { reference, uri } = argument as Partial<Record<keyof VerifyRequest, unknown>>;
  if (typeof reference !== 'string') return undefined;
  return { reference, ...(typeof uri === 'string' ? { uri } : {}) };
}

/** What applies to the document in front says who may sign. */
async function chosen(extension: Extension, argument: unknown): Promise<VerifyRequest | undefined> {
  const reference = typeof argument === 'string' ? argument : await referenceToVerify(extension);
  const document = window.activeTextEditor?.document;
  if (reference === undefined) return undefined;
  return { reference, ...(document ? { uri: extension.client.code2ProtocolConverter.asUri(document.uri) } : {}) };
}

async function referenceToVerify(extension: Extension): Promise<string | undefined> {
  const images = await imagesOfActiveDocument(extension);
  if (images.length > 0) return (await chooseImage(extension))?.reference;
  return window.showInputBox({
    title: l10n.t('Verify Image Signature'),
    prompt: l10n.t('The image reference to check'),
    placeHolder: 'cgr.dev/chainguard/static:latest',
  });
}
