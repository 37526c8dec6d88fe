import { languages, workspace, type Disposable, type Uri } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from '../client-values';
import { filePatterns } from '../selector';

/** More files than this at once, as after a switch of branches, and all are looked at. */
const mostChanged = 500;

/** What may have changed since it was asked last, as far as the editor says so. */
export class Changes implements Disposable {
  readonly #disposables: Disposable[];
  #uris: Set<string> | undefined = undefined;

  /** `noticed`: there is something new to list. */
  constructor(client: BaseLanguageClient, noticed: () => void) {
    const changed = (uri: Uri): void => {
      this.#uris?.add(client.code2ProtocolConverter.asUri(uri));
      if ((this.#uris?.size ?? 0) > mostChanged) this.#uris = undefined;
      noticed();
    };
    const watched = [...filePatterns, '**/.gitignore'].map(pattern => workspace.createFileSystemWatcher(pattern));
    // A folder that goes takes its files along without a word about each of them.
    const deletions = workspace.createFileSystemWatcher('**/*', true, true, false);
    this.#disposables = [
      ...watched, deletions, deletions.onDidDelete(changed),
      ...watched.flatMap(watcher => [watcher.onDidChange(changed), watcher.onDidCreate(changed)]),
      // What is open, and what applies to it, the server sees by itself: it has to be asked.
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && document.uri.scheme === 'file') noticed();
      }),
      workspace.onDidCloseTextDocument(noticed),
      workspace.onDidChangeWorkspaceFolders(noticed),
      workspace.onDidGrantWorkspaceTrust(noticed),
      workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration('plimsoll')) noticed();
      }),
      // Whatever was looked up about one document may say something about others.
      languages.onDidChangeDiagnostics(noticed),
      client.onDidChangeState(({ newState }) => {
        if (newState === State.Running) noticed();
      }),
    ];
  }

  /** Undefined: anything may have. From now on, what changes is collected anew. */
  take(): readonly string[] | undefined {
    const taken = this.#uris && [...this.#uris];
    this.#uris = new Set();
    return taken;
  }

  /** Anything may have changed. */
  forget(): void {
    this.#uris = undefined;
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
