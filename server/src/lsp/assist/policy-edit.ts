import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { message, type Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { commands, type NameSignerAnswer, type TrustRequest } from '../../protocol';
import type { Asked } from '../code-actions/asked';
import { spanOf } from '../documents';
import type { EdgeParts } from '../edge-parts';
import { plain } from '../markdown';
import { fileUri } from '../uris';

/** The team's policy as it is now, in the editor or on the disk. */
export interface PolicyPlace {
  readonly file: string;
  /** Undefined: the file is to be made. */
  readonly found: Awaited<ReturnType<Asked['policies']['at']>>;
}

/** What a click does: an edit of the policy, which can be previewed and undone. Undefined where there is no safe one. */
export function edited(plan: (text: string) => TextEdit | undefined, { file, found }: PolicyPlace, { session }: Asked): Partial<CodeAction> | undefined {
  const document = found?.document ?? TextDocument.create(fileUri(file), 'yaml', 0, '');
  const edit = plan(document.getText());
  if (!edit || (!found && !session.createsFiles)) return undefined;
  const { uri } = document;
  const change: TextDocumentEdit = {
    textDocument: { uri, version: found?.version ?? null },
    edits: [{ range: spanOf(document, edit.range), newText: edit.newText }],
  };
  // A file that came to be meanwhile is not touched.
  return { edit: { documentChanges: [...(found ? [] : [{ kind: 'create' as const, uri }]), change] } };
}

/** The same for a client that makes the edit itself. */
export async function answered(plan: (text: string) => TextEdit | undefined, file: string, { policies, session }: EdgeParts): Promise<NameSignerAnswer> {
  const found = await policies.at(file);
  const document = found?.document ?? TextDocument.create(fileUri(file), 'yaml', 0, '');
  const edit = plan(document.getText());
  if (!edit) return refusedAnswer(session);
  return { ok: true, uri: document.uri, version: found ? found.version : 'new', edits: [{ range: spanOf(document, edit.range), newText: edit.newText }] };
}

export function refusedAnswer(session: EdgeParts['session']): NameSignerAnswer {
  return { ok: false, reason: session.say(message('The trust policy cannot be edited for this')) };
}

/** What a click does where the policy is not the user's to edit: a text for who keeps it. */
export function requested({ title, request }: { readonly title: Message; readonly request: Message }, asked: Asked): Partial<CodeAction> | undefined {
  const { session } = asked;
  return session.commands ? { command: { title: plain(session.say(title)), command: commands.requestTrust, arguments: [requestFor(request, asked)] } } : undefined;
}

export function requestFor(request: Message, { session, situation }: Asked): TrustRequest {
  const { contact } = situation.context.policy;
  return { text: session.say(request), ...(contact === undefined ? {} : { contact: plain(contact) }) };
}
