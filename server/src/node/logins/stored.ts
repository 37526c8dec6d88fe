import type { Credential, LoginEdge } from '../../core/login';
import { basicCredential } from './entry';
import { Seal } from './sealed';

/** Logins that the editor keeps: asked for when they are wanted, and held in memory until the editor says that they changed. */
export class StoredLogins {
  readonly #edge: () => LoginEdge;
  readonly #held = new Map<string, Promise<Credential | undefined>>();
  #seal: Seal | undefined;
  #turn = -1;

  constructor(edge: () => LoginEdge) {
    this.#edge = edge;
  }

  /** Never rejects. The editor is asked for nothing that it did not name itself. */
  of(registry: string): Promise<Credential | undefined> {
    const edge = this.#edge();
    if (edge.turn !== this.#turn) this.#held.clear();
    this.#turn = edge.turn;
    if (!edge.registries.includes(registry)) return Promise.resolve(undefined);
    const held = this.#held.get(registry) ?? this.#ask(edge, registry);
    this.#held.set(registry, held);
    return held;
  }

  async #ask(edge: LoginEdge, registry: string): Promise<Credential | undefined> {
    this.#seal ??= new Seal();
    const answer = this.#seal.open(await edge.ask(registry, this.#seal.key).catch(() => undefined));
    if (typeof answer !== 'object' || answer === null) return undefined;
    const { username, password } = answer as Readonly<Record<string, unknown>>;
    return typeof username === 'string' && typeof password === 'string' ? basicCredential(username, password) : undefined;
  }
}
