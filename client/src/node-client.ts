import { LanguageClient, TransportKind, type LanguageClientOptions, type NodeModule } from 'vscode-languageclient/node';
import type { PlimsollClient } from './client';
import { languageClientNames } from './language-client-names';
import { Restarts, startAnew } from './restarts';

/** Keeps its troubles to the log: the one thing that pops up is the offer to restart. */
class NodeClient extends LanguageClient {
  readonly restarts = new Restarts();

  override error(text: string, data?: unknown): void {
    super.error(text, data, false);
  }

  override restart(): Promise<void> {
    return startAnew(this);
  }
}

/** The server is a process of its own. */
export function createNodeClient(module: string, options: LanguageClientOptions): PlimsollClient {
  const server: NodeModule = {
    module,
    transport: TransportKind.ipc,
    // Megabytes; a server that needs more than this has a fault, and must not take the machine with it.
    options: { execArgv: ['--max-old-space-size=256'] },
  };
  return new NodeClient(...languageClientNames, { run: server, debug: server }, options);
}
