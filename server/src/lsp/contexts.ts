import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Consent } from '../core/consent';
import type { ReadDocument, Siblings } from '../core/document';
import type { DocumentContext } from '../service/image-service';
import { loadPolicy, type LoadedPolicy } from '../service/policies';
import { createSiblingReader, type SiblingReader } from '../service/siblings';
import type { Settings } from '../settings';
import type { Configuration } from './configuration';
import { documentInfo } from './documents';
import type { LocalIndex } from './local-index';
import type { PolicyDocuments } from './policy-documents';
import { plain } from './markdown';
import type { Runtime } from './runtime';
import type { Session } from './session';
import { documentPath, filePath, folderOf } from './uris';

/** Everything that applies to one document. */
export interface Situation {
  readonly settings: Settings;
  readonly context: DocumentContext;
  /** Files near the document that have a say in what it means. */
  readonly siblings?: Siblings;
}

/** Milliseconds that the first findings wait for the names that the workspace builds itself. */
const patience = 1000;

/** Gathers what applies to a document: its settings, its policy, the names built around it. */
export class Contexts {
  readonly #session: Session;
  readonly #runtime: Runtime;
  readonly #configuration: Configuration;
  readonly #names: LocalIndex;
  readonly #files: PolicyDocuments;
  readonly #siblings: SiblingReader;
  /** By the settings that one document has until they are asked for anew: what was loaded for older ones is of no use. */
  readonly #policies = new WeakMap<Settings, Promise<LoadedPolicy>>();

  constructor(session: Session, runtime: Runtime, parts: { configuration: Configuration; names: LocalIndex; policies: PolicyDocuments }) {
    this.#session = session;
    this.#runtime = runtime;
    this.#configuration = parts.configuration;
    this.#names = parts.names;
    this.#files = parts.policies;
    this.#siblings = createSiblingReader(runtime.files);
  }

  async of(uri: string): Promise<Situation> {
    const path = filePath(uri) ?? documentPath(uri);
    const settings = await this.#configuration.of(uri);
    const file = filePath(uri);
    const [loaded, siblings] = await Promise.all([
      this.#policyOf(uri, path, settings),
      file === undefined ? undefined : this.#siblings.of(file),
      this.#names.wait(path, patience),
    ]);
    const { policy, path: inside, trustList } = loaded;
    const names = this.#names.namesFor(path);
    return {
      settings,
      context: { policy, path: inside, localNames: names.built, rewrittenNames: names.rewritten, ...(trustList ? { trustList } : {}) },
      ...(siblings && siblings.size > 0 ? { siblings } : {}),
    };
  }

  /** For who needs nothing else yet: this waits for no name that the workspace builds. */
  settingsOf(uri: string): Promise<Settings> {
    return this.#configuration.of(uri);
  }

  /** What may be asked of the network for a document. */
  async consent(situation: Situation, purpose: Consent['purpose']): Promise<Consent> {
    const session = this.#session;
    session.loginHosts = session.trusted && !situation.settings.offline ? await this.#runtime.logins.registries() : [];
    return this.knownConsent(situation, purpose);
  }

  /** For whoever asks nobody: without a look at the logins that there are now. */
  knownConsent({ settings }: Situation, purpose: Consent['purpose']): Consent {
    const { trusted, hosts, loginHosts } = this.#session;
    return { offline: settings.offline, trusted, purpose, allowedHosts: [...settings.allowedHosts, ...hosts, ...loginHosts] };
  }

  read(document: TextDocument, { context, siblings }: Situation): ReadDocument | undefined {
    return this.#runtime.service.read(documentInfo(document, siblings), context.policy);
  }

  readStart(document: TextDocument, { context, siblings }: Situation): ReadDocument | undefined {
    return this.#runtime.service.readStart(documentInfo(document, siblings), context.policy);
  }

  /** A file was written, created or deleted. True: it has a say in what some document means. */
  siblingChanged(path: string): boolean {
    return this.#siblings.changed(path);
  }

  forget(uri: string): void {
    this.#configuration.forget(uri);
  }

  clear(): void {
    this.#configuration.clear();
  }

  #policyOf(uri: string, path: string, settings: Settings): Promise<LoadedPolicy> {
    let loading = this.#policies.get(settings);
    if (!loading) {
      loading = this.#load(uri, path, settings);
      this.#policies.set(settings, loading);
    }
    return loading;
  }

  async #load(uri: string, path: string, settings: Settings): Promise<LoadedPolicy> {
    const folder = filePath(uri) === undefined ? undefined : folderOf(path, this.#session.folders);
    const { trusted } = this.#session;
    const { policy: machine } = await this.#runtime.machine;
    const question = { folder, path, settings, trusted, ...(machine ? { machine } : {}) };
    const loaded = await loadPolicy(this.#files, question);
    for (const problem of loaded.problems) this.#runtime.log.warn(plain(problem));
    return loaded;
  }
}

/** Whether the background may ask registries at all; of which hosts, `Contexts.consent` says. */
export function mayLookUp({ trusted }: Session, { settings }: Situation, occasion: 'onOpen' | 'onDemand'): boolean {
  const wanted = occasion === 'onOpen' ? settings.lookups === 'onOpen' : settings.lookups !== 'off';
  return trusted && !settings.offline && wanted;
}
