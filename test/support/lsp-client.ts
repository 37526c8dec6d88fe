import { spawn, type ChildProcess } from 'node:child_process';
import {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
  type CodeAction, type Diagnostic, type Hover, type InitializeResult, type ProtocolConnection, type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { builtBundle } from './built';

type Settings = object | ((uri: string) => object | Promise<object>);

export interface ClientOptions {
  readonly folders?: readonly string[];
  readonly trusted?: boolean;
  /** The `plimsoll` section of the configuration, by document. */
  readonly settings?: Settings;
  /** The `http` section: what the editor says of its network. */
  readonly http?: object;
  readonly capabilities?: object;
  readonly initialization?: object;
  readonly locale?: string;
  /** Options of Node for the server. */
  readonly execArgv?: readonly string[];
}

/** An editor as far as the protocol goes, in front of the built server over stdio. */
export class LspClient {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly log: string[] = [];
  settings: Settings;
  onPublished: (params: PublishDiagnosticsParams) => void = () => undefined;
  initialized!: InitializeResult;
  readonly #versions = new Map<string, number>();
  #waiting: (() => void)[] = [];

  private constructor(options: ClientOptions) {
    this.settings = options.settings ?? {};
    this.process = spawn(process.execPath, [...(options.execArgv ?? []), builtBundle('server'), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdout, stdin, stderr } = this.process;
    stderr!.on('data', (data: Buffer) => this.log.push(data.toString()));
    this.connection = createProtocolConnection(new StreamMessageReader(stdout!), new StreamMessageWriter(stdin!));
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      this.onPublished(params);
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const wake of waiting) wake();
    });
    this.connection.onNotification('window/logMessage', ({ message }: { message: string }) => void this.log.push(message));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { scopeUri: string; section: string }[] }) =>
      Promise.all(items.map(({ scopeUri, section }) => {
        if (section === 'http') return options.http ?? null;
        return typeof this.settings === 'function' ? this.settings(scopeUri) : this.settings;
      })));
    this.connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<LspClient> {
    const client = new LspClient(options);
    const folders = (options.folders ?? []).map(path => ({ uri: `file://${path}`, name: path }));
    client.initialized = await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: folders,
      locale: options.locale ?? 'en',
      capabilities: options.capabilities ?? {
        workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
        textDocument: { publishDiagnostics: { versionSupport: true }, hover: { contentFormat: ['markdown'] } },
      },
      initializationOptions: { isTrusted: options.trusted ?? true, commands: true, ...options.initialization },
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise(resolve => this.process.once('exit', resolve));
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
      await ended;
    }
    this.connection.dispose();
  }

  async open(uri: string, text: string, languageId = 'dockerfile'): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces `range`, or the whole text. Gives the new version. */
  async change(uri: string, text: string, range?: Diagnostic['range']): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    const contentChanges = [range ? { range, text } : { text }];
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  /** The first published findings of `uri`, from now or before, that `hold`. Ends with the test's time-out. */
  async until(uri: string, hold: (params: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams> {
    for (;;) {
      const found = this.published.find(params => params.uri === uri && hold(params));
      if (found) return found;
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
  }

  codeActions(uri: string, found: readonly Diagnostic[], context: object = {}): Promise<CodeAction[]> {
    const range = found[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    const params = { textDocument: { uri }, range, context: { diagnostics: found, triggerKind: 1, ...context } };
    return this.connection.sendRequest('textDocument/codeAction', params);
  }

  hover(uri: string, line: number, character: number): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } });
  }
}

/** `rule@line:character-character` of each finding. */
export function drawn({ diagnostics }: PublishDiagnosticsParams): string[] {
  return diagnostics.map(({ code, range }) => `${code}@${range.start.line}:${range.start.character}-${range.end.character}`);
}
