import type { Disposable, SecretStorage } from 'vscode';
import { readKey } from '../../server/src/core/registry-key';
import type { RegistryLogin } from '../../server/src/protocol';

const prefix = 'plimsoll.login:';
/** The registries, since a secret storage does not tell what it holds. */
const indexKey = 'plimsoll.logins';

/** The logins that somebody signed in with, in the editor's secret storage, by registry. */
export class Logins {
  readonly #secrets: SecretStorage;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
  }

  async registries(): Promise<readonly string[]> {
    const registries: unknown = parse(await this.#secrets.get(indexKey));
    return Array.isArray(registries) ? registries.filter((each): each is string => typeof each === 'string' && isRegistry(each)) : [];
  }

  async of(registry: string): Promise<RegistryLogin | undefined> {
    const login = parse(await this.#secrets.get(prefix + registry)) as Partial<RegistryLogin> | null | undefined;
    if (typeof login?.username !== 'string' || typeof login.password !== 'string') return undefined;
    return { username: login.username, password: login.password };
  }

  async put(registry: string, { username, password }: RegistryLogin): Promise<void> {
    await this.#secrets.store(prefix + registry, JSON.stringify({ username, password }));
    await this.#index([...(await this.registries()).filter(each => each !== registry), registry]);
  }

  async remove(registry: string): Promise<void> {
    await this.#secrets.delete(prefix + registry);
    await this.#index((await this.registries()).filter(each => each !== registry));
  }

  /** Also when another window did it. */
  onDidChange(listener: () => void): Disposable {
    return this.#secrets.onDidChange(({ key }) => {
      if (key === indexKey || key.startsWith(prefix)) listener();
    });
  }

  async #index(registries: readonly string[]): Promise<void> {
    await this.#secrets.store(indexKey, JSON.stringify(registries));
  }
}

/** One spelling per registry, as `registry.example:5000`; undefined for what names none. */
export function registryOf(text: string): string | undefined {
  const key = readKey(text.trim());
  if (key?.path !== '') return undefined;
  // A bare word is the beginning of a name.
  return key.host === 'localhost' || /[.:]/.test(key.host) ? key.host : undefined;
}

function isRegistry(text: string): boolean {
  return registryOf(text) === text;
}

function parse(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
