import { window, workspace, type Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { notifications, type VisibleDocuments } from '../../server/src/protocol';
import { State } from './client-values';

/** Only visible documents are looked up, and the protocol does not say which those are. */
export function tellVisibleDocuments(client: BaseLanguageClient): Disposable[] {
  const tell = () => {
    if (client.state !== State.Running) return;
    const uris = window.visibleTextEditors.map(({ document }) => client.code2ProtocolConverter.asUri(document.uri));
    const params: VisibleDocuments = { uris };
    void client.sendNotification(notifications.visibleDocuments, params);
  };
  return [
    window.onDidChangeVisibleTextEditors(tell),
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) tell();
    }),
  ];
}

export function tellTrust(client: BaseLanguageClient): Disposable {
  return workspace.onDidGrantWorkspaceTrust(() => {
    if (client.state === State.Running) void client.sendNotification(notifications.trustGranted);
  });
}
