import { commands as registry, l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import {
  CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, TransportKind, type ErrorHandler, type NodeModule,
} from 'vscode-languageclient/node';
import { commands, notifications, type InitializationOptions } from '../../server/src/protocol';
import { Deferral } from './deferral/deferral';
import type { Troubles } from './diagnostics-info/troubles';
import { middleware } from './middleware';
import { Restarts } from './restarts';
import { documentSelector } from './selector';
import { createTraceFilter } from './trace';

/** Commands that a hover may run. Whatever else a document manages to get into a hover stays text. */
const hoverCommands = [commands.applyFix, commands.lookUpHost, commands.alwaysLookUpHost, commands.verify, commands.signIn];

/** Messages that cannot be read, one after another, after which the server is given up. */
const mostErrors = 3;

/** Keeps its troubles to the log: the one thing that pops up is `offerRestart`. */
class QuietClient extends LanguageClient {
  readonly restarts = new Restarts();

  override error(text: string, data?: unknown): void {
    super.error(text, data, false);
  }

  /** Also starts a server that is off, or never came up: the library would refuse to stop that one. */
  override async restart(): Promise<void> {
    this.restarts.forget();
    if (this.isRunning()) await this.stop();
    await this.start();
  }
}

export function createClient(context: ExtensionContext, output: LogOutputChannel, troubles: Troubles): LanguageClient {
  const server: NodeModule = {
    module: context.asAbsolutePath('dist/server.js'),
    transport: TransportKind.ipc,
    // Megabytes; a server that needs more than this has a fault, and must not take the machine with it.
    options: { execArgv: ['--max-old-space-size=256'] },
  };
  const deferral = new Deferral(deferred => void client.sendNotification(notifications.deferred, deferred).catch(() => undefined));
  context.subscriptions.push(...deferral.follow());
  const client: QuietClient = new QuietClient('plimsoll', 'Plimsoll', { run: server, debug: server }, {
    documentSelector: [...documentSelector],
    outputChannel: output,
    traceOutputChannel: filtered(output),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Asked again at every start, so that a restarted server knows what was granted meanwhile.
    initializationOptions: () => initializationOptions(context),
    markdown: { isTrusted: { enabledCommands: hoverCommands }, supportHtml: false, supportThemeIcons: false },
    middleware: middleware(deferral),
    errorHandler: errorHandler(() => client.restarts, troubles),
    // The process ends by itself then, which is counted.
    initializationFailedHandler: () => false,
  });
  return client;
}

/** The same log, but for what a trace may not say. */
function filtered(output: LogOutputChannel): LogOutputChannel {
  const filter = createTraceFilter();
  return Object.create(output, { trace: { value: (text: string) => output.trace(filter(text)) } }) as LogOutputChannel;
}

/** A server that crashes is started again; one that keeps crashing is not, and the user is told once. */
function errorHandler(restarts: () => Restarts, troubles: Troubles): ErrorHandler {
  return {
    error: (error, _message, count = 0) => {
      troubles.add('server', error);
      if (count <= mostErrors) return { action: ErrorAction.Continue, handled: true };
      void offerRestart();
      return { action: ErrorAction.Shutdown, handled: true };
    },
    closed: () => {
      troubles.add('server', { code: 'Ended' });
      if (restarts().ended()) return { action: CloseAction.Restart, handled: true };
      void offerRestart();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

async function offerRestart(): Promise<void> {
  const restart = l10n.t('Restart');
  const details = l10n.t('Show Output');
  const chosen = await window.showErrorMessage(l10n.t('Plimsoll: the language server keeps failing, and was stopped'), restart, details);
  if (chosen === restart) await registry.executeCommand('plimsoll.restartServer');
  if (chosen === details) await registry.executeCommand('plimsoll.showOutput');
}

function initializationOptions({ globalStorageUri }: ExtensionContext): InitializationOptions {
  return {
    isTrusted: workspace.isTrusted,
    commands: true,
    fetches: true,
    // A virtual one is out of the server's reach.
    ...(globalStorageUri.scheme === 'file' ? { storage: globalStorageUri.fsPath } : {}),
    ...(l10n.bundle ? { bundle: l10n.bundle } : {}),
  };
}
