import type { Connection } from 'vscode-languageserver';
import type { EditorFetch } from '../core/editor-fetch';
import { requests } from '../protocol';
import { CancellationTokenSource } from './lsp-values';

/** Asks the client to fetch what this process cannot. Rejects when it does not know how. */
export function editorFetch(connection: Connection): EditorFetch {
  return (request, signal) => {
    const source = new CancellationTokenSource();
    signal?.addEventListener('abort', () => source.cancel());
    if (signal?.aborted) source.cancel();
    return connection.sendRequest(requests.fetch, request, source.token);
  };
}
