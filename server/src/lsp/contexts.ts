import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Consent } from '../core/consent';
import type { ReadDocument, Siblings } from '../core/document';
import type { KnownLocalNames } from '../core/local-names';
import type { TrustPolicy } from '../core/policy';
import type { DocumentContext } from '../service/image-service';
import { loadPolicy, type LoadedPolicy, type PolicyQuestion, type PolicyTexts } from '../service/policies';
import { createSiblingReader, type SiblingReader } from '../service/siblings';
import type { Settings } from '../settings';
import type { Configuration } from './configuration';
import { documentInfo } from './documents';
import type { LocalIndex } from './local-index';
import type { PolicyDocuments } from './policy-documents';
import { limitOf, type Limit } from './limits';
import { plain } from './markdown';
import type { Runtime } from './runtime';
import type { Session } from './session';
import { documentPath, filePath, fileUri, folderOf } from './uris';

/** Everything that applies to one document. */
export interface Situation {
  readonly settings: Settings;
  readonly context: DocumentContext;
  /** The policy that the command line would go by; absent outside of a workspace folder. */
  readonly onCommandLine?: () => TrustPolicy;
  /** Files near the document that have a say in what it means. */
  readonly siblings?: Siblings;
  /** Of what applies to others, this much cannot. */
  readonly limit?: Limit;
}

interface Directories {
  readonly files: PolicyTexts;
  readonly policies: Map<string, Promise<LoadedPolicy>>;
  /** What is wrong with them is logged once, and not for every directory. */
  readonly told: Set<string>;
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
  /** The same for the files of whole folders, by directory. */
  readonly #directories = new WeakMap<Settings, Directories>();

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
    const { policy, path: inside, trustList, onCommandLine } = loaded;
    const limit = limitOf(uri, this.#runtime);
    return {
      settings: limit ? { ...settings, offline: true } : settings,
      context: { policy, path: inside, ...this.#namesAround(path), ...(trustList ? { trustList } : {}) },
      ...(onCommandLine ? { onCommandLine } : {}),
      ...(siblings && siblings.size > 0 ? { siblings } : {}),
      ...(limit ? { limit } : {}),
    };
  }

  /** For who needs nothing else yet: this waits for no name that the workspace builds. */
  settingsOf(uri: string): Promise<Settings> {
    return this.#configuration.of(uri);
  }

  /**
   * As `of`, for one of many files of a workspace folder: the client is asked once for the folder, and each policy file is read
   * once. All of a file's folder have the same policy object, until something about it changes.
   */
  async ofFile(path: string, folder: string): Promise<Situation> {
    const settings = await this.#configuration.of(fileUri(folder));
    const at = path.lastIndexOf('/') + 1;
    const [loaded, siblings] = await Promise.all([this.#policyIn(path.slice(0, at), folder, settings), this.#siblings.of(path), this.#names.wait(path, patience)]);
    const inside = loaded.path.slice(0, loaded.path.lastIndexOf('/') + 1) + path.slice(at);
    return {
      settings,
      context: { policy: loaded.policy, path: inside, ...this.#namesAround(path) },
      ...(siblings.size > 0 ? { siblings } : {}),
    };
  }

  #namesAround(path: string): KnownLocalNames {
    const { built, rewritten } = this.#names.namesFor(path);
    return { localNames: built, rewrittenNames: rewritten };
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

  #policyIn(directory: string, folder: string, settings: Settings): Promise<LoadedPolicy> {
    let known = this.#directories.get(settings);
    if (!known) {
      known = { files: readOnce(this.#files), policies: new Map(), told: new Set() };
      this.#directories.set(settings, known);
    }
    let loading = known.policies.get(directory);
    if (!loading) {
      // Any name will do: files of one directory have their policy in common.
      loading = this.#loadFrom(known.files, { folder, path: `${directory}Dockerfile`, settings }, known.told);
      known.policies.set(directory, loading);
    }
    return loading;
  }

  #load(uri: string, path: string, settings: Settings): Promise<LoadedPolicy> {
    return this.#loadFrom(this.#files, { folder: filePath(uri) === undefined ? undefined : folderOf(path, this.#session.folders), path, settings });
  }

  async #loadFrom(files: PolicyTexts, about: Pick<PolicyQuestion, 'folder' | 'path' | 'settings'>, told = new Set<string>()): Promise<LoadedPolicy> {
    const { trusted } = this.#session;
    const { policy: machine } = await this.#runtime.machine;
    const loaded = await loadPolicy(files, { ...about, trusted, ...(machine ? { machine } : {}) });
    for (const problem of loaded.problems) {
      if (!told.has(problem)) this.#runtime.log.warn(plain(problem));
      told.add(problem);
    }
    return loaded;
  }
}

/** Each file once, whatever it says later. */
function readOnce(files: PolicyTexts): PolicyTexts {
  const texts = new Map<string, Promise<string | undefined>>();
  return {
    readText(path) {
      const text = texts.get(path) ?? files.readText(path);
      texts.set(path, text);
      return text;
    },
  };
}
