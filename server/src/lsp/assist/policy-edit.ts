import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Message } from '../../core/message';
import type { TextEdit } from '../../core/range';
import { commands, type TrustRequest } from '../../protocol';
import type { Asked } from '../code-actions/asked';
import { spanOf } from '../documents';
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

/** What a click does where the policy is not the user's to edit: a text for who keeps it. */
export function requested({ title, request }: { readonly title: Message; readonly request: Message }, { session, situation }: Asked): Partial<CodeAction> | undefined {
  if (!session.commands) return undefined;
  const { contact } = situation.context.policy;
  const argument: TrustRequest = { text: session.say(request), ...(contact === undefined ? {} : { contact: plain(contact) }) };
  return { command: { title: plain(session.say(title)), command: commands.requestTrust, arguments: [argument] } };
}
