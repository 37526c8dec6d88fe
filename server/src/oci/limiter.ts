import type { Waiter } from './single-flight';

interface Lane {
  running: number;
  /** Each takes over the place of one that is done. */
  readonly queue: Queued[];
}

interface Queued {
  readonly go: () => void;
  readonly urgent: boolean;
}

export interface Queuer extends Waiter {
  /** Has its turn before everybody who is not. */
  readonly urgent?: boolean;
}

export interface Limiter {
  /** Runs `work` once fewer than the limit run under `key`; rejects with the waiter's `cancelled()` if it leaves before. */
  run<T>(key: string, waiter: Queuer, work: () => Promise<T>): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  const lanes = new Map<string, Lane>();

  function release(key: string, lane: Lane): void {
    const next = lane.queue.shift();
    if (next) return next.go();
    lane.running -= 1;
    if (lane.running === 0) lanes.delete(key);
  }

  return {
    async run(key, waiter, work) {
      const lane = lanes.get(key) ?? { running: 0, queue: [] };
      lanes.set(key, lane);
      if (lane.running < most) lane.running += 1;
      else await turn(lane, waiter);
      try {
        return await work();
      } finally {
        release(key, lane);
      }
    },
  };
}

function turn({ queue }: Lane, { signal, cancelled, urgent = false }: Queuer): Promise<void> {
  if (signal?.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const queued = { go, urgent };
    const leave = (): void => {
      signal?.removeEventListener('abort', leave);
      queue.splice(queue.indexOf(queued), 1);
      reject(cancelled());
    };
    queue.splice(placeOf(queued, queue), 0, queued);
    signal?.addEventListener('abort', leave);
  });
}

function placeOf({ urgent }: Queued, queue: readonly Queued[]): number {
  const patient = urgent ? queue.findIndex(other => !other.urgent) : -1;
  return patient === -1 ? queue.length : patient;
}
