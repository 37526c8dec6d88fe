import { commands as registry, l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import { CloseAction, ErrorAction, RevealOutputChannelOn, type BaseLanguageClient, type ErrorHandler, type LanguageClientOptions } from 'vscode-languageclient';
import { commands, notifications, type InitializationOptions } from '../../server/src/protocol';
import { Deferral } from './deferral/deferral';
import type { Troubles } from './diagnostics-info/troubles';
import type { Host } from './host';
import { middleware } from './middleware';
import { Restarts } from './restarts';
import { documentSelector } from './selector';
import { createTraceFilter } from './trace';
import type { Extension } from './types';

/** Commands that a hover may run. Whatever else a document manages to get into a hover stays text. */
const hoverCommands = [commands.applyFix, commands.lookUpHost, commands.alwaysLookUpHost, commands.verify, commands.signIn];

/** Messages that cannot be read, one after another, after which the server is given up. */
const mostErrors = 3;

export function createClient(host: Host, context: ExtensionContext, output: LogOutputChannel, troubles: Troubles): Pick<Extension, 'client' | 'restart'> {
  const restarts = new Restarts();
  const deferral = new Deferral(deferred => void client.sendNotification(notifications.deferred, deferred).catch(() => undefined));
  context.subscriptions.push(...deferral.follow());
  const options: LanguageClientOptions = {
    documentSelector: [...documentSelector],
    outputChannel: output,
    traceOutputChannel: filtered(output),
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // Asked again at every start, so that a restarted server knows what was granted meanwhile.
    initializationOptions: () => initializationOptions(context),
    markdown: { isTrusted: { enabledCommands: hoverCommands }, supportHtml: false, supportThemeIcons: false },
    middleware: middleware(deferral),
    errorHandler: errorHandler(restarts, troubles),
    // The process ends by itself then, which is counted.
    initializationFailedHandler: () => false,
  };
  const client = quiet(host.createClient(context, options));
  return {
    client,
    async restart() {
      restarts.forget();
      if (client.isRunning()) await client.stop();
      await client.start();
    },
  };
}

/** Keeps its troubles to the log: the one thing that pops up is `offerRestart`. */
function quiet(client: BaseLanguageClient): BaseLanguageClient {
  const tell = client.error.bind(client);
  client.error = (text, data) => tell(text, data, false);
  return client;
}

/** The same log, but for what a trace may not say. */
function filtered(output: LogOutputChannel): LogOutputChannel {
  const filter = createTraceFilter();
  return Object.create(output, { trace: { value: (text: string) => output.trace(filter(text)) } }) as LogOutputChannel;
}

/** A server that crashes is started again; one that keeps crashing is not, and the user is told once. */
function errorHandler(restarts: Restarts, troubles: Troubles): ErrorHandler {
  return {
    error: (error, _message, count = 0) => {
      troubles.add('server', error);
      if (count <= mostErrors) return { action: ErrorAction.Continue, handled: true };
      void offerRestart();
      return { action: ErrorAction.Shutdown, handled: true };
    },
    closed: () => {
      troubles.add('server', { code: 'Ended' });
      if (restarts.ended()) return { action: CloseAction.Restart, handled: true };
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
