import type { LoginPort } from '../core/login';
import type { CancelSignal } from '../core/ports';

/** As whom registries are asked, by `Login.id`; the empty text is nobody. What was answered to one is never told to another. */
export interface AskedAs {
  /** As far as is known without asking anybody; undefined where it must be found out first. Synchronous, and quick. */
  current(registry: string, repository: string): string | undefined;
  /** Never rejects. */
  find(registry: string, repository: string, signal?: CancelSignal): Promise<string>;
  /** Learns for which registries there is no login. Never rejects, and runs nothing. */
  ready(): Promise<void>;
  /** Another number as soon as `current` may answer otherwise. */
  revision(): number;
  /** Somebody signed in or out: nothing is known any more. */
  forget(): void;
}

/** Everybody is nobody. */
export const anonymous: AskedAs = {
  current: () => '', find: () => Promise.resolve(''), ready: () => Promise.resolve(), revision: () => 0, forget: () => undefined,
};

const mostNames = 5000;

export function createAskedAs(logins: LoginPort): AskedAs {
  return new Known(logins);
}

class Known implements AskedAs {
  readonly #logins: LoginPort;
  /** By full name: some logins are for a part of a registry. */
  readonly #ids = new Map<string, string>();
  #registries: ReadonlySet<string> | undefined;
  #revision = 0;
  /** Of what was forgotten. */
  #turn = 0;

  constructor(logins: LoginPort) {
    this.#logins = logins;
  }

  current(registry: string, repository: string): string | undefined {
    const id = this.#ids.get(`${registry}/${repository}`);
    return id ?? (this.#registries?.has(registry) === false ? '' : undefined);
  }

  async find(registry: string, repository: string, signal?: CancelSignal): Promise<string> {
    const turn = this.#turn;
    const id = (await this.#logins.of(registry, repository, signal))?.id ?? '';
    if (turn !== this.#turn || signal?.aborted) return id;
    const name = `${registry}/${repository}`;
    if (this.#ids.get(name) === id) return id;
    if (this.#ids.size >= mostNames) this.#ids.clear();
    this.#ids.set(name, id);
    this.#revision += 1;
    return id;
  }

  async ready(): Promise<void> {
    if (this.#registries) return;
    const turn = this.#turn;
    const registries = new Set(await this.#logins.registries());
    if (turn !== this.#turn) return;
    this.#registries = registries;
    this.#revision += 1;
  }

  revision(): number {
    return this.#revision;
  }

  forget(): void {
    this.#turn += 1;
    this.#ids.clear();
    this.#registries = undefined;
    this.#revision += 1;
    void this.ready();
  }
}
