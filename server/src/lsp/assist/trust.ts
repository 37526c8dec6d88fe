import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { valueOf } from '../../core/fact';
import type { ImageUse } from '../../core/image-use';
import { commands, type TrustRequest } from '../../protocol';
import { planTrust, trustOffersFor, type TrustOffer } from '../../service/assist/trust';
import type { TrustList } from '../../service/image-service';
import type { Asked } from '../code-actions/asked';
import { spanOf } from '../documents';
import { plain } from '../markdown';
import { fileUri } from '../uris';

/** Ways to accept an image: an edit of the team's policy, which can be previewed and undone, or a text for who keeps that. */
export async function trustActions(use: ImageUse, asked: Asked): Promise<CodeAction[]> {
  const { runtime, read, situation, policies } = asked;
  const { trustList } = situation.context;
  if (!trustList || !use.reference) return [];
  const facts = runtime.service.facts(use, read, situation.context);
  const offers = trustOffersFor(use.reference, valueOf(facts.publisher), situation.context);
  const found = await policies.at(trustList.file);
  return offers.flatMap(offer => {
    const done = offer.entry ? edited(offer, asked, { trustList, found }) : requested(offer, asked);
    return done ? [{ title: plain(asked.session.say(offer.title)), kind: 'quickfix', ...done }] : [];
  });
}

interface PolicyPlace {
  readonly trustList: TrustList;
  /** Undefined: the file is to be made. */
  readonly found: Awaited<ReturnType<Asked['policies']['at']>>;
}

function edited({ entry }: TrustOffer, { session }: Asked, { trustList: { file }, found }: PolicyPlace): Partial<CodeAction> | undefined {
  const document = found?.document ?? TextDocument.create(fileUri(file), 'yaml', 0, '');
  const edit = entry && planTrust(document.getText(), entry);
  if (!edit || (!found && !session.createsFiles)) return undefined;
  const { uri } = document;
  const change: TextDocumentEdit = {
    textDocument: { uri, version: found?.version ?? null },
    edits: [{ range: spanOf(document, edit.range), newText: edit.newText }],
  };
  // A file that came to be meanwhile is not touched.
  return { edit: { documentChanges: [...(found ? [] : [{ kind: 'create' as const, uri }]), change] } };
}

function requested({ request, title }: TrustOffer, { session, situation }: Asked): Partial<CodeAction> | undefined {
  if (!session.commands || !request) return undefined;
  const { contact } = situation.context.policy;
  const argument: TrustRequest = { text: session.say(request), ...(contact === undefined ? {} : { contact: plain(contact) }) };
  return { command: { title: plain(session.say(title)), command: commands.requestTrust, arguments: [argument] } };
}
