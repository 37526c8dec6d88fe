import type { InitializeParams, InitializeResult, ServerCapabilities } from 'vscode-languageserver';
import { codeActionKinds } from './code-actions';
import { completionTriggers } from './completions';
import type { Edge } from './edge';
import { editorFetch } from './editor-fetch';
import { DidChangeConfigurationNotification, TextDocumentSyncKind } from './lsp-values';
import type { Session } from './session';
import { watchFiles } from './watching';

/** Milliseconds that the client waits for the disk at the end; it would wait twice as long. */
const farewell = 1000;

/** From `initialize` to `shutdown`. That the process ends with its client is the connection's own work. */
export function answerLifecycle(edge: Edge): void {
  const { connection, documents, session, runtime, checking, names, guard } = edge;
  connection.onInitialize(async (params: InitializeParams): Promise<InitializeResult> => {
    session.start(params);
    if (session.storage !== undefined) runtime.useStorage(session.storage);
    if (session.fetches) runtime.useEditor(editorFetch(connection));
    if (!session.translated) session.translate(await runtime.bundle(session.locale));
    // The walk starts now, so that the first document seldom waits for it.
    names.setFolders(session.folders);
    return { capabilities: capabilities(session), serverInfo: { name: 'Plimsoll', version: runtime.version } };
  });
  connection.onInitialized(guard.notification('initialized', async () => {
    if (session.folderChanges) followFolders(edge);
    if (session.configuration) await connection.client.register(DidChangeConfigurationNotification.type, { section: ['plimsoll', 'http'] });
    await watchFiles(connection, session);
    // While nobody waits: where a document is there already, it is its own rehearsal.
    if (documents.all().length === 0) runtime.service.rehearse();
  }));
  connection.onShutdown(async () => {
    checking.dispose();
    await Promise.race([runtime.service.finish(), runtime.clock.sleep(farewell)]);
  });
}

function capabilities(session: Session): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    codeActionProvider: { codeActionKinds },
    completionProvider: { triggerCharacters: completionTriggers, resolveProvider: true },
    hoverProvider: true,
    documentLinkProvider: {},
    inlayHintProvider: true,
    codeLensProvider: { resolveProvider: true },
    ...(session.push ? {} : { diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false } }),
    ...(session.folderChanges ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
  };
}

function followFolders({ connection, session, contexts, checking, names, guard }: Edge): void {
  const changed = guard.notification('workspace folders', async () => {
    const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
    session.setFolders(folders.map(({ uri }) => uri));
    names.setFolders(session.folders);
    contexts.clear();
    checking.recheckAll();
  });
  connection.workspace.onDidChangeWorkspaceFolders(() => void changed(undefined));
}
