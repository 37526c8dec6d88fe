import type { InitializeParams } from 'vscode-languageserver';
import { render, type Bundle, type Message } from '../core/message';
import type { Deferred } from '../protocol';
import { filePath } from './uris';

/** What the client told about itself and the user, and how that changed since. */
export class Session {
  trusted = false;
  /** The client registers our commands. */
  commands = false;
  /** The client fetches for us. */
  fetches = false;
  configuration = false;
  watchedFiles = false;
  folderChanges = false;
  /** An edit of the client may make a new file. */
  createsFiles = false;
  /** What the client asks anew for on our word. */
  refreshes = { inlayHints: false, codeLenses: false };
  /** The client shows pushed diagnostics; without it they are pulled. */
  push = true;
  locale = 'en';
  /** Absolute path of the client's folder for us. */
  storage: string | undefined;
  /** Paths of the workspace folders that can be read. */
  folders: readonly string[] = [];
  /** Hosts that the user chose to look up while this window lasts. */
  readonly hosts = new Set<string>();
  /** Registries that the user has a login for, as far as was known when somebody last wanted to ask one. */
  loginHosts: readonly string[] = [];
  /** What the client keeps; the number grows with each change. */
  storedLogins: { readonly registries: readonly string[]; readonly turn: number } = { registries: [], turn: 0 };
  /** Undefined until the client says so: then every open document counts as visible. */
  #visible: ReadonlySet<string> | undefined;
  /** By document, what the client does not show. */
  readonly #deferred = new Map<string, Deferred['findings']>();
  #bundle: Bundle = {};
  readonly #hasDisk: boolean;

  constructor({ hasDisk = true }: { readonly hasDisk?: boolean } = {}) {
    this.#hasDisk = hasDisk;
  }

  start(params: InitializeParams): void {
    const { workspace, textDocument } = params.capabilities;
    this.configuration = workspace?.configuration === true;
    this.watchedFiles = this.#hasDisk && workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.folderChanges = workspace?.workspaceFolders === true;
    this.createsFiles = workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
    this.refreshes = { inlayHints: workspace?.inlayHint?.refreshSupport === true, codeLenses: workspace?.codeLens?.refreshSupport === true };
    this.push = textDocument?.publishDiagnostics !== undefined || textDocument?.diagnostic === undefined;
    this.locale = params.locale ?? 'en';
    this.setFolders((params.workspaceFolders ?? []).map(({ uri }) => uri));
    const options = record(params.initializationOptions);
    this.trusted = options['isTrusted'] === true;
    this.commands = options['commands'] === true;
    this.fetches = options['fetches'] === true;
    this.storage = typeof options['storage'] === 'string' && options['storage'] !== '' ? options['storage'] : undefined;
    this.translate(options['bundle']);
  }

  setFolders(uris: readonly string[]): void {
    this.folders = (this.#hasDisk ? uris : []).flatMap((uri) => filePath(uri) ?? []).map((path) => path.replace(/(?<=.)\/$/, ''));
  }

  /** Takes the texts of a bundle, whatever else it holds. */
  translate(bundle: unknown): void {
    const texts = Object.entries(record(bundle)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    this.#bundle = Object.fromEntries(texts);
  }

  get translated(): boolean {
    return Object.keys(this.#bundle).length > 0;
  }

  say(message: Message): string {
    return render(message, this.#bundle);
  }

  show(uris: readonly string[]): void {
    this.#visible = new Set(uris);
  }

  /** Takes what is no list for an empty one: whoever sends it may send anything. */
  defer(uri: unknown, findings: unknown): void {
    if (typeof uri !== 'string') return;
    const known = Array.isArray(findings) ? findings.slice(0, mostDeferred).filter(isDeferred) : [];
    this.#deferred.delete(uri);
    if (known.length > 0 && this.#deferred.size < mostDeferred) this.#deferred.set(uri, known);
  }

  deferredIn(uri: string): Deferred['findings'] {
    return this.#deferred.get(uri) ?? [];
  }

  isVisible(uri: string): boolean {
    return this.#visible?.has(uri) ?? true;
  }
}

/** Of documents, and of findings in one. */
const mostDeferred = 1000;

function isDeferred(value: unknown): value is Deferred['findings'][number] {
  const { rule, range } = record(value);
  return typeof rule === 'string' && typeof record(record(range)['start'])['line'] === 'number' && typeof record(record(range)['end'])['line'] === 'number';
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
