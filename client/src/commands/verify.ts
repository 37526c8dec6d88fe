import { l10n, window } from 'vscode';
import { requests, type VerifyAnswer, type VerifyRequest } from '../../../server/src/protocol';
import { cancellable } from '../cancellable';
import { chooseImage, imagesOfActiveDocument } from '../choose-image';
import type { Extension } from '../types';
import { renderReport } from '../verify-report';

/** Milliseconds for the whole check, with every registry that it needs. */
const longest = 90_000;

/** Says who signed an image, in a document. `argument` may name the reference; otherwise the cursor does, or the user. */
export async function verifyImage(extension: Extension, argument: unknown): Promise<void> {
  const reference = typeof argument === 'string' ? argument : await referenceToVerify(extension);
  if (reference === undefined) return;
  const document = window.activeTextEditor?.document;
  const request: VerifyRequest = {
    reference,
    ...(document ? { uri: extension.client.code2ProtocolConverter.asUri(document.uri) } : {}),
  };
  const work = { title: l10n.t('Checking the signatures of {0}', reference), longest };
  const answer = await cancellable(work, token => extension.client.sendRequest<VerifyAnswer>(requests.verify, request, token));
  if (!answer) return;
  if (!answer.ok) return extension.notices.failed(answer.reason);
  await extension.reports.show(answer.report.reference, renderReport(answer.report, l10n));
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
