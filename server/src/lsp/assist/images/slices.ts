import type { ClockPort } from '../../../core/ports';

/** Milliseconds of work after which everybody else has a turn: less than anybody notices at a key. */
const longestSlice = 8;

/** Work over a whole workspace, in slices. */
export class Slices {
  readonly #clock: Pick<ClockPort, 'now'>;
  #began: number;

  constructor(clock: Pick<ClockPort, 'now'>) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /** Between two pieces of work. Throws once nobody wants it any more. */
  async rest(signal: AbortSignal): Promise<void> {
    if (this.#clock.now() - this.#began >= longestSlice) {
      await new Promise<void>(resolve => setImmediate(resolve));
      this.#began = this.#clock.now();
    }
    signal.throwIfAborted();
  }
}
