import { TextDocument } from 'vscode-languageserver-textdocument';
import { message } from '../../core/message';
import { isPlainWord } from '../../core/plain-text';
import { parseReference } from '../../core/reference';
import type { NameSignerAnswer, NameSignerRequest } from '../../protocol';
import { planSigner, signerOffer } from '../../service/assist/signer';
import { spanOf } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { fileUri } from '../uris';

/** "Accept … as a signer" was clicked: the edit of the team's policy, as the policy is by now. */
export async function nameSigner({ uri, reference, issuer, identity }: NameSignerRequest, parts: EdgeParts): Promise<NameSignerAnswer> {
  const { contexts, policies, session } = parts;
  const refused: NameSignerAnswer = { ok: false, reason: session.say(message('The trust policy cannot be edited for this')) };
  const parsed = parseReference(String(reference));
  if (!parsed.ok || !isPlainWord(String(issuer)) || !isPlainWord(String(identity))) return refused;
  const { context } = await contexts.of(String(uri));
  const offer = signerOffer(parsed.reference, { issuer, identity }, context);
  if (!offer || !context.trustList || !('entry' in offer)) return refused;
  const { file } = context.trustList;
  const found = await policies.at(file);
  const document = found?.document ?? TextDocument.create(fileUri(file), 'yaml', 0, '');
  const edit = planSigner(document.getText(), offer.entry);
  if (!edit) return refused;
  const edits = [{ range: spanOf(document, edit.range), newText: edit.newText }];
  return { ok: true, uri: document.uri, version: found ? found.version : 'new', edits };
}
