import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { limitedMessage, type ReadDocument } from '../core/document';
import { durationMessage } from '../core/duration';
import type { HostTrouble } from '../core/host-trouble';
import { joinMessages, message, type Message } from '../core/message';
import { notifications, type DocumentStatus } from '../protocol';
import type { ClockPort } from '../core/ports';
import type { Situation } from './contexts';
import { limitStatus } from './limits';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** Registries that one line has room for. */
const mostTroubles = 3;

export type Progress = 'idle' | 'looking-up' | 'looked-up';

export interface StatusInput {
  readonly document: TextDocument;
  /** Undefined: no format claims the document. */
  readonly read: ReadDocument | undefined;
  readonly situation: Situation;
  readonly progress: Progress;
  /** Registries that could not be asked. */
  readonly troubles: readonly HostTrouble[];
}

/** One line about a document, for the client's language status item: nothing pops up. */
export function sendStatus(
  { connection, session, runtime }: { connection: Connection; session: Session; runtime: Pick<Runtime, 'clock'> },
  input: StatusInput,
): void {
  // Other clients have no place for it.
  if (!session.commands) return;
  const status: DocumentStatus = {
    uri: input.document.uri,
    text: session.say(summary(input.read)),
    detail: session.say(detail(input, session.trusted, runtime.clock)),
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

function detail({ read, situation, progress, troubles }: StatusInput, trusted: boolean, clock: ClockPort): Message {
  const { offline, lookups } = situation.settings;
  if (read?.limited) return limitedMessage(read.limited);
  if (situation.limit) return limitStatus[situation.limit];
  if (!trusted) return message('No look-ups: the workspace is not trusted');
  if (offline) return message('No look-ups: offline');
  if (lookups === 'off') return message('No look-ups: switched off');
  if (progress === 'looking-up') return message('Asking registries');
  const now = clock.now();
  const still = troubles.filter(({ until }) => until > now).slice(0, mostTroubles);
  return still.length === 0 ? message('Ready') : joinMessages(still.map(trouble => troubleMessage(trouble, now)));
}

function troubleMessage({ host, reason, until }: HostTrouble, now: number): Message {
  const left = durationMessage(until - now);
  if (reason === 'rate-limited') return message('{0}: rate limited, resets in {1}', host, left);
  return message('{0} cannot be reached: it is asked again in {1}', host, left);
}
