import type { ClockPort } from './ports';

/** `YYYY-MM-DD`, as ignores expire: days compare as text. */
export function today(clock: ClockPort): string {
  return new Date(clock.now()).toISOString().slice(0, 10);
}
