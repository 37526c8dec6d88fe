import type { Connection } from 'vscode-languageserver';
import { networkSettings, proxySettings } from '../core/network-settings';
import { trustRootSettings } from '../core/trust-root-settings';
import { defaultSettings, parseSettings, type Settings } from '../settings';
import { plain } from './markdown';
import type { Runtime } from './runtime';
import type { Session } from './session';

/** The settings of each document, asked of the client once and kept until they change: an object of its own each time. */
export class Configuration {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #runtime: Runtime;
  readonly #byUri = new Map<string, Promise<Settings>>();
  readonly #warned = new Set<string>();

  constructor(connection: Connection, session: Session, runtime: Runtime) {
    this.#connection = connection;
    this.#session = session;
    this.#runtime = runtime;
  }

  of(uri: string): Promise<Settings> {
    let asked = this.#byUri.get(uri);
    if (!asked) {
      asked = this.#ask(uri);
      this.#byUri.set(uri, asked);
    }
    return asked;
  }

  forget(uri: string): void {
    this.#byUri.delete(uri);
  }

  clear(): void {
    this.#byUri.clear();
    this.#warned.clear();
  }

  async #ask(uri: string): Promise<Settings> {
    const { keys, problems } = await this.#runtime.machine;
    for (const problem of problems) this.#warnOnce(plain(problem));
    const sections = this.#session.configuration ? await this.#sections(uri) : [];
    // What the person set is not known: nobody is asked, whom to believe and how to ask stays as it was, and the next one asks again.
    if (!sections) {
      this.#byUri.delete(uri);
      return { ...defaultSettings, ...keys, ...trustRootSettings(keys, defaultSettings), offline: true };
    }
    const [section, http] = sections;
    const { settings, warnings } = section === undefined ? { settings: defaultSettings, warnings: [] } : parseSettings(section);
    for (const warning of warnings) this.#warnOnce(plain(warning));
    const trustRoot = trustRootSettings(keys, settings);
    const bound = { ...settings, ...keys, ...trustRoot };
    this.#runtime.useTrustRoot(trustRoot);
    this.#runtime.useNetwork(networkSettings(keys, { ...settings, proxy: proxySettings(http) }));
    return bound;
  }

  /** Ours, and those of the editor's own network. Undefined: the client could not answer. */
  async #sections(uri: string): Promise<readonly unknown[] | undefined> {
    try {
      const asked: unknown = await this.#connection.workspace.getConfiguration([{ scopeUri: uri, section: 'plimsoll' }, { section: 'http' }]);
      return Array.isArray(asked) ? (asked as readonly unknown[]) : [];
    } catch (error) {
      this.#warnOnce(`the settings could not be read: ${plain(String(error))}`);
      return undefined;
    }
  }

  #warnOnce(warning: string): void {
    if (this.#warned.has(warning)) return;
    this.#warned.add(warning);
    this.#runtime.log.warn(warning);
  }
}
