import type { CancelSignal } from '../core/ports';

interface Flight<T> {
  readonly result: Promise<T>;
  readonly controller: AbortController;
  waiting: number;
}

export interface SingleFlight<T> {
  /**
   * Starts the work, or waits with others for the one under way under `key`. A waiter whose signal aborts leaves with
   * `cancelled()`; the work is only called off when nobody waits for it any more.
   */
  join(key: string, start: (signal: CancelSignal) => Promise<T>, waiter: Waiter): Promise<T>;
}

export interface Waiter {
  readonly signal?: CancelSignal | undefined;
  cancelled(): Error;
}

export function createSingleFlight<T>(): SingleFlight<T> {
  const flights = new Map<string, Flight<T>>();

  function take(key: string, start: (signal: CancelSignal) => Promise<T>): Flight<T> {
    const under = flights.get(key);
    if (under) return under;
    const controller = new AbortController();
    const flight: Flight<T> = { result: start(controller.signal), controller, waiting: 0 };
    flights.set(key, flight);
    const land = (): void => forget(key, flight);
    flight.result.then(land, land);
    return flight;
  }

  function forget(key: string, flight: Flight<T>): void {
    if (flights.get(key) === flight) flights.delete(key);
  }

  return {
    join(key, start, { signal, cancelled }) {
      if (signal?.aborted) return Promise.reject(cancelled());
      const flight = take(key, start);
      flight.waiting += 1;
      return new Promise<T>((resolve, reject) => {
        const leave = (): void => {
          signal?.removeEventListener('abort', leave);
          flight.waiting -= 1;
          reject(cancelled());
          if (flight.waiting > 0) return;
          // Whoever comes now must not join work that is being called off.
          forget(key, flight);
          flight.controller.abort();
        };
        signal?.addEventListener('abort', leave);
        flight.result
          .finally(() => signal?.removeEventListener('abort', leave))
          .then(resolve, reject);
      });
    },
  };
}
