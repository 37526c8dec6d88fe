import type { Memento } from 'vscode';

const key = 'plimsoll.images.open';
const most = 500;

/** Which lines of the tree are open, also after the window was closed. */
export class OpenNodes {
  readonly #memory: Memento;
  readonly #ids: Set<string>;

  constructor(memory: Memento) {
    this.#memory = memory;
    const kept: unknown = memory.get(key);
    this.#ids = new Set(Array.isArray(kept) ? kept.filter(id => typeof id === 'string') : []);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#ids.add(id);
    if (this.#ids.size > most) this.#ids.delete(this.#ids.values().next().value as string);
    void this.#memory.update(key, [...this.#ids]);
  }

  delete(id: string): void {
    this.#ids.delete(id);
    void this.#memory.update(key, [...this.#ids]);
  }
}
