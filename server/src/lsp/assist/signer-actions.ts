import type { CodeAction } from 'vscode-languageserver';
import { valueOf } from '../../core/fact';
import type { SignatureFact } from '../../core/facts';
import type { ImageUse } from '../../core/image-use';
import { message } from '../../core/message';
import { visibleLine } from '../../core/plain-text';
import { planSigner, signerOffer } from '../../service/assist/signer';
import { nameable, type NamedSigner } from '../../service/report/signers';
import type { Asked } from '../code-actions/asked';
import { plain } from '../markdown';
import { edited, requested } from './policy-edit';

/** A way to accept whoever signed an image well, and was named by nobody: as the report of a verification has it. */
export async function signerActions(use: ImageUse, asked: Asked): Promise<CodeAction[]> {
  const { runtime, read, session, situation, policies } = asked;
  const { trustList } = situation.context;
  const signer = signerOf(valueOf(runtime.service.facts(use, read, situation.context).signature));
  const offer = signer && use.reference ? signerOffer(use.reference, signer, situation.context) : undefined;
  if (!signer || !offer || !trustList) return [];
  const { file } = trustList;
  const accepting = message('Accept {0} as a signer of this image', visibleLine(signer.identity));
  const title = plain(session.say('entry' in offer ? accepting : offer.title));
  const done = 'entry' in offer ? edited(text => planSigner(text, offer.entry), { file, found: await policies.at(file) }, asked) : requested(offer, asked);
  return done ? [{ title, kind: 'quickfix', ...done }] : [];
}

/** Nobody, where what was found is anything but a good signature by somebody else. */
function signerOf(signature: SignatureFact | undefined): NamedSigner | undefined {
  return signature?.byOther ? nameable(signature) : undefined;
}
