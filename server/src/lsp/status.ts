import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { limitedMessage, type ReadDocument } from '../core/document';
import { message, type Message } from '../core/message';
import { notifications, type DocumentStatus } from '../protocol';
import type { Situation } from './contexts';
import type { Session } from './session';

export type Progress = 'idle' | 'looking-up' | 'looked-up';

export interface StatusInput {
  readonly document: TextDocument;
  /** Undefined: no format claims the document. */
  readonly read: ReadDocument | undefined;
  readonly situation: Situation;
  readonly progress: Progress;
}

/** One line about a document, for the client's language status item: nothing pops up. */
export function sendStatus(
  { connection, session }: { connection: Connection; session: Session },
  input: StatusInput,
): void {
  // Other clients have no place for it.
  if (!session.commands) return;
  const status: DocumentStatus = {
    uri: input.document.uri,
    text: session.say(summary(input.read)),
    detail: session.say(detail(input, session.trusted)),
    busy: input.progress === 'looking-up',
    severity: input.read?.limited === undefined ? 'information' : 'warning',
  };
  void connection.sendNotification(notifications.status, status);
}

function summary(read: ReadDocument | undefined): Message {
  if (!read) return message('No image references here');
  if (read.uses.length === 1) return message('1 image reference');
  return message('{0} image references', read.uses.length);
}

function detail({ read, situation, progress }: StatusInput, trusted: boolean): Message {
  const { offline, lookups } = situation.settings;
  if (read?.limited) return limitedMessage(read.limited);
  if (!trusted) return message('No look-ups: the workspace is not trusted');
  if (offline) return message('No look-ups: offline');
  if (lookups === 'off') return message('No look-ups: switched off');
  if (progress === 'looking-up') return message('Asking registries');
  return message('Ready');
}
