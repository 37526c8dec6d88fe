import { isPlainWord } from '../../core/plain-text';
import { parseReference } from '../../core/reference';
import type { NameSignerAnswer, NameSignerRequest } from '../../protocol';
import { planSigner, signerOffer } from '../../service/assist/signer';
import type { EdgeParts } from '../edge-parts';
import { answered, refusedAnswer } from './policy-edit';

/** "Accept … as a signer" was clicked: the edit of the team's policy, as the policy is by now. */
export async function nameSigner({ uri, reference, issuer, identity }: NameSignerRequest, parts: EdgeParts): Promise<NameSignerAnswer> {
  const refused = refusedAnswer(parts.session);
  const parsed = parseReference(String(reference));
  if (!parsed.ok || !isPlainWord(String(issuer)) || !isPlainWord(String(identity))) return refused;
  const { context } = await parts.contexts.of(String(uri));
  const offer = signerOffer(parsed.reference, { issuer, identity }, context);
  if (!offer || !context.trustList || !('entry' in offer)) return refused;
  return answered(text => planSigner(text, offer.entry), context.trustList.file, parts);
}
