import { workspace, type Disposable } from 'vscode';
import type { CancellationToken, BaseLanguageClient } from 'vscode-languageclient';
import { requests, type FetchAnswer } from '../../server/src/protocol';

/** The extension host has proxies and certificates that the server has not: it fetches for it when asked to. */
export function answerFetches(client: BaseLanguageClient, version: string): Disposable {
  let loading: Promise<(request: unknown, signal: AbortSignal) => Promise<FetchAnswer>> | undefined;

  async function load(): Promise<(request: unknown, signal: AbortSignal) => Promise<FetchAnswer>> {
    const { createEditorRequests } = await import('../../server/src/editor-fetch');
    return createEditorRequests({ version, mayFetch });
  }

  return client.onRequest(requests.fetch, async (request: unknown, token: CancellationToken) => {
    const fetch = await (loading ??= load());
    const abort = new AbortController();
    const watching = token.onCancellationRequested(() => abort.abort());
    if (token.isCancellationRequested) abort.abort();
    try {
      return await fetch(request, abort.signal);
    } finally {
      watching.dispose();
    }
  });
}

/** The server asks nobody in an untrusted workspace; neither do we, whatever it says. */
function mayFetch(): boolean {
  return workspace.isTrusted && workspace.getConfiguration('plimsoll').inspect<string>('transport')?.globalValue !== 'server';
}
