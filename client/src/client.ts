import { l10n, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { LanguageClient, RevealOutputChannelOn, TransportKind, type NodeModule } from 'vscode-languageclient/node';
import { commands, type InitializationOptions } from '../../server/src/protocol';
import { middleware } from './middleware';
import { documentSelector } from './selector';

/** Commands that a hover may run. Whatever else a document manages to get into a hover stays text. */
const hoverCommands = [commands.applyFix, commands.lookUpHost, commands.alwaysLookUpHost];

export function createClient(context: ExtensionContext, output: LogOutputChannel): LanguageClient {
  const server: NodeModule = {
    module: context.asAbsolutePath('dist/server.js'),
    transport: TransportKind.ipc,
    // Megabytes; a server that needs more than this has a fault, and must not take the machine with it.
    options: { execArgv: ['--max-old-space-size=256'] },
  };
  return new LanguageClient('plimsoll', 'Plimsoll', { run: server, debug: server }, {
    documentSelector: [...documentSelector],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Asked again at every start, so that a restarted server knows what was granted meanwhile.
    initializationOptions: initializationOptions,
    markdown: { isTrusted: { enabledCommands: hoverCommands }, supportHtml: false, supportThemeIcons: false },
    middleware: middleware(),
  });
}

function initializationOptions(): InitializationOptions {
  return {
    isTrusted: workspace.isTrusted,
    commands: true,
    ...(l10n.bundle ? { bundle: l10n.bundle } : {}),
  };
}
