import type { LoginPort } from '../core/login';

/** As whom registries are asked; the empty text is nobody. What was answered to one is never told to another. */
export interface AskedAs {
  /** As far as is known without asking anybody; undefined where it must be found out first. Synchronous, and quick. */
  current(registry: string, repository: string): string | undefined;
  /** Never rejects, and runs nothing. */
  find(registry: string, repository: string): Promise<string>;
  /** Hears who signed in or out meanwhile, and for which registries there is no login at all. Never rejects, and runs nothing. */
  refresh(): Promise<void>;
  /** Another number as soon as `current` may answer otherwise. */
  revision(): number;
}

/** Everybody is nobody. */
export const anonymous: AskedAs = { current: () => '', find: () => Promise.resolve(''), refresh: () => Promise.resolve(), revision: () => 0 };

const mostNames = 5000;
/** Names that are found again each time: mostly a login is for the whole registry, and what has changed for one has for all. */
const mostAgain = 16;

export function createAskedAs(logins: Pick<LoginPort, 'idOf' | 'registries'>): AskedAs {
  return new Known(logins);
}

interface Name {
  readonly registry: string;
  readonly repository: string;
  readonly id: string;
}

class Known implements AskedAs {
  readonly #logins: Pick<LoginPort, 'idOf' | 'registries'>;
  /** By full name; the one that was found last stands last. */
  readonly #names = new Map<string, Name>();
  #registries: ReadonlySet<string> | undefined;
  #revision = 0;

  constructor(logins: Pick<LoginPort, 'idOf' | 'registries'>) {
    this.#logins = logins;
  }

  current(registry: string, repository: string): string | undefined {
    if (this.#registries?.has(registry) === false) return '';
    return this.#names.get(`${registry}/${repository}`)?.id;
  }

  async find(registry: string, repository: string): Promise<string> {
    const id = await this.#logins.idOf(registry, repository);
    const name = `${registry}/${repository}`;
    if (this.current(registry, repository) !== id) this.#revision += 1;
    // The list of registries is older than this.
    if (id !== '' && this.#registries?.has(registry) === false) this.#registries = new Set([...this.#registries, registry]);
    this.#names.delete(name);
    this.#names.set(name, { registry, repository, id });
    if (this.#names.size > mostNames) this.#names.delete(this.#names.keys().next().value as string);
    return id;
  }

  async refresh(): Promise<void> {
    const registries = new Set(await this.#logins.registries());
    const before = this.#registries;
    this.#registries = registries;
    if (!before || before.size !== registries.size || [...before].some(each => !registries.has(each))) this.#revision += 1;
    const names = [...this.#names.values()].filter(({ registry }) => registries.has(registry));
    const latest = names.slice(-mostAgain);
    const ids = await Promise.all(latest.map(({ registry, repository }) => this.find(registry, repository)));
    const changed = new Set(latest.flatMap(({ registry, id }, index) => (ids[index] === id ? [] : [registry])));
    for (const { registry, repository } of names.slice(0, -mostAgain)) if (changed.has(registry)) this.#names.delete(`${registry}/${repository}`);
  }

  revision(): number {
    return this.#revision;
  }
}
