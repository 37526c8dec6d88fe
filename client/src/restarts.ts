/** Milliseconds in which a server may end by itself `most` times and be started again; once more, and it stays off. */
const period = 3 * 60_000;
const most = 4;

interface Startable {
  readonly restarts: Restarts;
  isRunning(): boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Also starts what is off, or never came up: the library's own restart would refuse to stop that. */
export async function startAnew(client: Startable): Promise<void> {
  client.restarts.forget();
  if (client.isRunning()) await client.stop();
  await client.start();
}

/** Counts how often the server ended by itself: a server that cannot live must not be started without end. */
export class Restarts {
  readonly #now: () => number;
  #ends: number[] = [];

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The server has ended: whether it is started again. */
  ended(): boolean {
    const now = this.#now();
    this.#ends = [...this.#ends.filter(end => now - end < period), now];
    return this.#ends.length <= most;
  }

  /** Somebody starts it by hand, and it gets all its chances again. */
  forget(): void {
    this.#ends = [];
  }
}
