import { setMaxListeners } from 'node:events';

/** As many as one "pin all" may wait for, with room. */
const most = 10_000;

/**
 * A whole document waits on one signal, one listener per look-up, and each takes its own away again. Node takes more than
 * ten for a leak, and writes so into the user's log.
 */
export function allowManyListeners(): void {
  setMaxListeners(most);
}
