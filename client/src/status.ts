import { l10n, languages, LanguageStatusSeverity, window, type Disposable, type LanguageStatusItem } from 'vscode';
import { notifications, type DocumentStatus } from '../../server/src/protocol';
import { State } from './client-values';
import { ownDocuments } from './own-documents';
import type { Extension } from './types';

/** More documents than this are never open at once for long. */
const mostDocuments = 200;

/** The language status item: what Plimsoll does about the document that is looked at. */
export function createStatus({ client }: Extension): Disposable[] {
  const item = languages.createLanguageStatusItem('plimsoll.status', [...ownDocuments]);
  item.name = 'Plimsoll';
  item.command = { title: l10n.t('Show Output'), command: 'plimsoll.showOutput' };
  const byUri = new Map<string, DocumentStatus>();
  const refresh = () => {
    const active = window.activeTextEditor?.document.uri;
    show(item, active && byUri.get(client.code2ProtocolConverter.asUri(active)), client.state);
  };
  refresh();
  return [
    item,
    window.onDidChangeActiveTextEditor(refresh),
    client.onDidChangeState(refresh),
    client.onNotification(notifications.status, (status: DocumentStatus) => {
      byUri.delete(status.uri);
      byUri.set(status.uri, status);
      if (byUri.size > mostDocuments) byUri.delete(byUri.keys().next().value as string);
      refresh();
    }),
  ];
}

function show(item: LanguageStatusItem, status: DocumentStatus | undefined, state: State): void {
  const running = state === State.Running;
  item.busy = state === State.Starting || status?.busy === true;
  item.text = running ? (status?.text ?? 'Plimsoll') : l10n.t('Plimsoll is not running');
  item.detail = running ? (status?.detail ?? '') : '';
  const grave = status?.severity === 'warning' || (!running && !item.busy);
  item.severity = grave ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
  if (item.busy && !running) item.text = l10n.t('Plimsoll is starting');
}
