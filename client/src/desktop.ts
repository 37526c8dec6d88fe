/** Root of the extension where it runs under Node: the server is a process, and logins, proxies and tasks are at hand. */
import { workspace, type ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind, type NodeModule } from 'vscode-languageclient/node';
import { answerLogins } from './answer-logins';
import { activate as activateOn, deactivate } from './extension';
import { answerFetches } from './fetch';
import type { Host } from './host';
import { offerTasks } from './tasks';

const node: Host = {
  isConfined: false,
  name: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  createClient(context, options) {
    const server: NodeModule = {
      module: context.asAbsolutePath('dist/server.js'),
      transport: TransportKind.ipc,
      // Megabytes; a server that needs more than this has a fault, and must not take the machine with it.
      options: { execArgv: ['--max-old-space-size=256'] },
    };
    return new LanguageClient('plimsoll', 'Plimsoll', { run: server, debug: server }, options);
  },
  serve: extension => [
    ...answerLogins(extension, () => workspace.isTrusted),
    offerTasks(extension.context),
    answerFetches(extension.client, String((extension.context.extension.packageJSON as { version?: unknown }).version)),
  ],
};

export const activate = (context: ExtensionContext): ReturnType<typeof activateOn> => activateOn(context, node);
export { deactivate };
