import type { Waiter } from './single-flight';

interface Lane {
  running: number;
  /** Each takes over the place of one that is done. */
  readonly queue: (() => void)[];
}

export interface Limiter {
  /** Runs `work` once fewer than the limit run under `key`; rejects with the waiter's `cancelled()` if it leaves before. */
  run<T>(key: string, waiter: Waiter, work: () => Promise<T>): Promise<T>;
}

export function createLimiter(most: number): Limiter {
  const lanes = new Map<string, Lane>();

  function release(key: string, lane: Lane): void {
    const next = lane.queue.shift();
    if (next) return next();
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

function turn({ queue }: Lane, { signal, cancelled }: Waiter): Promise<void> {
  if (signal?.aborted) return Promise.reject(cancelled());
  return new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      signal?.removeEventListener('abort', leave);
      queue.splice(queue.indexOf(go), 1);
      reject(cancelled());
    };
    queue.push(go);
    signal?.addEventListener('abort', leave);
  });
}
