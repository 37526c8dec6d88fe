import { commands, ExtensionMode, window, workspace, type Disposable, type ExtensionContext } from 'vscode';
import { answerLogins } from './answer-logins';
import { createClient } from './client';
import { clearCache } from './commands/cache';
import { toggleCodeLens } from './commands/code-lens';
import { applyConversion, convertDockerfile, convertDockerfileTo } from './commands/convert';
import { copyDiagnosticsInfo } from './commands/diagnostics-info';
import { applyFix, pinAll, pinImage, replaceImage } from './commands/edit';
import { alwaysLookUpHost, lookUpHost } from './commands/hosts';
import { ignore } from './commands/ignore';
import { insertTrustedImage } from './commands/insert';
import { reportAction } from './commands/report-action';
import { requestTrust } from './commands/request-trust';
import { openRulePage } from './commands/rule-page';
import { signIn, signOut } from './commands/sign-in';
import { pinWorkspace, updateAll, updateDigest, updateWorkspace } from './commands/update';
import { verifyImage } from './commands/verify';
import { openExample, openWalkthrough } from './commands/welcome';
import { tellMenus } from './context-keys';
import { Troubles } from './diagnostics-info/troubles';
import { answerFetches } from './fetch';
import { isInBrowser } from './host';
import { imageCommands } from './images';
import { ImagesView } from './images/view';
import { Logins } from './logins';
import { createNotices } from './notices';
import { PreviewView } from './preview-view';
import { ReportView } from './report-view';
import { createStatus } from './status';
import { registerTools } from './tools';
import { offerTasks } from './tasks';
import { reportCommand, VerificationPanels } from './verification/panels';
import { tellTrust, tellVisibleDocuments } from './workspace-state';
import type { Extension } from './types';

let extension: Extension | undefined;
let starting: Promise<void> | undefined;

/** Answers tests, and nobody else, with what they cannot see of a window. */
export async function activate(context: ExtensionContext): Promise<{ readonly images: ImagesView } | undefined> {
  const output = window.createOutputChannel('Plimsoll', { log: true });
  const troubles = new Troubles();
  const client = await createClient(context, output, troubles);
  const notices = createNotices(context, output);
  const started: Extension = { client, output, context, notices, troubles, logins: new Logins(context.secrets), reports: new ReportView(), previews: new PreviewView(), verifications: new VerificationPanels() };
  extension = started;
  const images = new ImagesView(started);
  context.subscriptions.push(
    output,
    workspace.registerTextDocumentContentProvider(ReportView.scheme, started.reports),
    workspace.registerTextDocumentContentProvider(PreviewView.scheme, started.previews),
    started.verifications,
    images,
    ...createStatus(started),
    ...registerCommands(started, images),
    ...registerTools(started),
    ...tellVisibleDocuments(client),
    tellMenus(),
    tellTrust(client),
    ...(isInBrowser ? [] : lendMachine(started)),
  );
  // Not waited for: a window counts that as the time that activation takes. Whatever is asked of the server waits for it by itself.
  starting = startServer(started);
  return context.extensionMode === ExtensionMode.Test ? { images } : undefined;
}

/** Never rejects. */
async function startServer({ client, troubles, output }: Extension): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    // A crash is dealt with in client.ts; what is left works, so that "Restart Server" can be used.
    troubles.add('server', error);
    output.error(`the language server did not start: ${String(error)}`);
  }
}

/** What the server, and the tasks, need of the machine that this runs on. */
function lendMachine(extension: Extension): Disposable[] {
  const { client, context } = extension;
  return [
    ...answerLogins(extension, () => workspace.isTrusted),
    offerTasks(context),
    answerFetches(client, String((context.extension.packageJSON as { version?: unknown }).version)),
  ];
}

/** Every command catches its own errors: they go to the log and to one notice, never to VS Code's generic toast. */
function registerCommands(extension: Extension, images: ImagesView) {
  const handlers: Readonly<Record<string, (argument: unknown, chosen?: unknown) => unknown>> = {
    ...imageCommands(extension, images),
    'plimsoll.pinImage': () => pinImage(extension),
    'plimsoll.pinAll': argument => pinAll(extension, argument),
    'plimsoll.updateDigest': () => updateDigest(extension),
    'plimsoll.updateAll': argument => updateAll(extension, argument),
    'plimsoll.pinWorkspace': () => pinWorkspace(extension),
    'plimsoll.updateWorkspace': () => updateWorkspace(extension),
    'plimsoll.replaceImage': argument => replaceImage(extension, argument),
    'plimsoll.insertTrustedImage': () => insertTrustedImage(extension),
    'plimsoll.requestTrust': argument => requestTrust(extension, argument),
    'plimsoll.verifyImage': argument => verifyImage(extension, argument),
    [reportCommand]: argument => reportAction(extension, argument),
    'plimsoll.convertDockerfile': argument => convertDockerfile(extension, argument),
    'plimsoll.convertDockerfileTo': argument => convertDockerfileTo(extension, argument),
    'plimsoll.applyConversion': argument => applyConversion(extension, argument),
    'plimsoll.applyFix': argument => applyFix(extension, argument),
    'plimsoll.toggleCodeLens': () => toggleCodeLens(),
    'plimsoll.ignore': choices => ignore(extension, choices),
    'plimsoll.openRulePage': argument => openRulePage(extension, argument),
    'plimsoll.lookUpHost': argument => lookUpHost(extension, argument),
    'plimsoll.alwaysLookUpHost': argument => alwaysLookUpHost(argument),
    'plimsoll.clearCache': () => clearCache(extension),
    'plimsoll.signIn': argument => signIn(extension, argument),
    'plimsoll.signOut': () => signOut(extension),
    'plimsoll.copyDiagnosticsInfo': () => copyDiagnosticsInfo(extension),
    'plimsoll.openExample': () => openExample(),
    'plimsoll.openWalkthrough': () => openWalkthrough(extension),
    'plimsoll.showOutput': () => extension.output.show(),
    'plimsoll.restartServer': () => extension.client.restart(),
  };
  return Object.entries(handlers).map(([command, handler]) =>
    commands.registerCommand(command, async (argument: unknown, chosen?: unknown) => {
      try {
        return await handler(argument, chosen);
      } catch (error) {
        extension.troubles.add(command, error);
        extension.output.error(`${command}: ${String(error)}`);
        return extension.notices.failed(String(error instanceof Error ? error.message : error));
      }
    }),
  );
}

/** A server that is about to start cannot be stopped yet. */
export async function deactivate(): Promise<void> {
  await starting;
  await extension?.client.stop();
}
