import { commands as registry, l10n, window, workspace, type ExtensionContext, type LogOutputChannel } from 'vscode';
import type { BaseLanguageClient, ErrorHandler, LanguageClientOptions } from 'vscode-languageclient';
import { commands, notifications, type InitializationOptions } from '../../server/src/protocol';
import { CloseAction, ErrorAction, RevealOutputChannelOn } from './client-values';
import { Deferral } from './deferral/deferral';
import type { Troubles } from './diagnostics-info/troubles';
import { isInBrowser } from './host';
import { middleware } from './middleware';
import { ownDocuments } from './own-documents';
import type { Restarts } from './restarts';
import { createTraceFilter } from './trace';

/** Commands that a hover may run. Whatever else a document manages to get into a hover stays text. */
const hoverCommands = [commands.applyFix, commands.lookUpHost, commands.alwaysLookUpHost, commands.verify, commands.signIn];

/** Messages that cannot be read, one after another, after which the server is given up. */
const mostErrors = 3;

/** The language client, of whatever kind of extension host. */
export interface PlimsollClient extends BaseLanguageClient {
  readonly restarts: Restarts;
  /** Also starts a server that is off, or never came up. */
  restart(): Promise<void>;
}

export async function createClient(context: ExtensionContext, output: LogOutputChannel, troubles: Troubles): Promise<PlimsollClient> {
  const deferral = new Deferral(deferred => void client.sendNotification(notifications.deferred, deferred).catch(() => undefined));
  context.subscriptions.push(...deferral.follow());
  const options: LanguageClientOptions = {
    documentSelector: [...ownDocuments],
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
  };
  const client = await forThisHost(context, options);
  return client;
}

/** Each kind of host has what the other must not even load. */
async function forThisHost(context: ExtensionContext, options: LanguageClientOptions): Promise<PlimsollClient> {
  if (isInBrowser) return new (await import('./browser-client')).BrowserClient(context.extensionUri, options);
  return (await import('./node-client')).createNodeClient(context.asAbsolutePath('dist/server.js'), options);
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
    fetches: !isInBrowser,
    // A virtual one is out of the server's reach.
    ...(globalStorageUri.scheme === 'file' ? { storage: globalStorageUri.fsPath } : {}),
    ...(l10n.bundle ? { bundle: l10n.bundle } : {}),
  };
}
