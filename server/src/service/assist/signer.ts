import { acceptedSigners } from '../../core/policy-signers';
import { message, type Message } from '../../core/message';
import { formatReference, fullName, type ImageReference } from '../../core/reference';
import type { TextEdit } from '../../core/range';
import { addToPolicy } from '../../policy/edit';
import { mayLoosen } from '../../policy/locks';
import type { SignerEntry } from '../../policy/trust-entry';
import { judgedAs } from '../../policy/upstreams';
import type { DocumentContext } from '../image-service';
import { policyWords } from '../policy-words';
import type { NamedSigner } from '../report/signers';

/** How a signer can come to be accepted: by an entry of the policy, or by asking whoever keeps it. */
export type SignerOffer = { readonly entry: SignerEntry } | { readonly title: Message; readonly request: Message };

/** Undefined where no file can be added to. An entry that would change nothing, because another file has the last word, is no way. */
export function signerOffer(reference: ImageReference, signer: NamedSigner, context: DocumentContext): SignerOffer | undefined {
  const { policy, path, trustList } = context;
  if (!trustList) return undefined;
  const entry: SignerEntry = { key: 'signatures', value: { images: fullName(judgedAs(reference, policy)), keyless: signer, required: false } };
  const isAccepted = mayLoosen(policy, 'signatures') && acceptedSigners(reference, trustList.with(entry), []).some(
    accepted => accepted.kind === 'keyless' && accepted.issuer === signer.issuer && accepted.identity === signer.identity,
  );
  if (isAccepted) return { entry };
  const { issuer, identity } = signer;
  const title = message('Ask for {0} to be accepted as a signer', identity);
  return { title, request: message('Please accept {0} (issuer {1}) as a signer of {2}.\nUsed in: {3}', identity, issuer, formatReference(reference), path) };
}

/** The edit that names the signer in the text of a policy file; undefined where it is there already, or there is no safe way. */
export function planSigner(text: string, entry: SignerEntry): TextEdit | undefined {
  return addToPolicy(text, entry, policyWords);
}
