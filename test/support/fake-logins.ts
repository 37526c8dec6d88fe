import type { Credential, Login, LoginPort } from '../../server/src/core/login';

export function basicLogin(username = 'alice', password = 'pass:word'): Credential {
  return { kind: 'basic', username, password };
}

/** The header that such a login is shown in. */
export function basicHeader(username = 'alice', password = 'pass:word'): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** Logins by registry, exactly; of several, the next one is had whenever one was rejected. */
export class FakeLogins implements LoginPort {
  /** Registries that a login was wanted for. */
  readonly asked: string[] = [];
  readonly rejections: string[] = [];
  readonly #byRegistry: Map<string, readonly Credential[]>;

  constructor(byRegistry: Readonly<Record<string, Credential | readonly Credential[]>>) {
    this.#byRegistry = new Map(Object.entries(byRegistry).map(([registry, one]) => [registry, Array.isArray(one) ? one as readonly Credential[] : [one as Credential]]));
  }

  of(registry: string): Promise<Login | undefined> {
    this.asked.push(registry);
    return Promise.resolve(this.#first(registry));
  }

  registries(): Promise<readonly string[]> {
    return Promise.resolve([...this.#byRegistry.keys()]);
  }

  rejected(registry: string, login: Login): void {
    this.rejections.push(login.id);
    const [, ...rest] = this.#byRegistry.get(registry) ?? [];
    if (rest.length > 0) this.#byRegistry.set(registry, rest);
  }

  idOf(registry: string): Promise<string> {
    return Promise.resolve(this.#first(registry)?.id ?? '');
  }

  /** Somebody signed in, or out. */
  put(registry: string, ...credentials: readonly Credential[]): void {
    this.#byRegistry.set(registry, credentials);
  }

  #first(registry: string): Login | undefined {
    const [credential] = this.#byRegistry.get(registry) ?? [];
    return credential && { credential, id: JSON.stringify(credential) };
  }
}
