import type { Limits } from './limits';

type Headers = Readonly<Record<string, string>>;
type PauseLimits = Pick<Limits, 'pause' | 'longestPause'>;

const shortestPause = 1000;
/** Below this share of the allowance nothing is asked in the background: the rest belongs to what the user clicks. */
const reserve = 0.1;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Which hosts must be left alone for now. Times are milliseconds since 1970. */
export interface Pauses {
  /** Until when nothing may be asked; undefined when something may. */
  until(host: string, purpose: 'background' | 'action', now: number): number | undefined;
  pause(host: string, until: number): void;
  /** Takes note of what an answer says about the allowance (`ratelimit-limit: 100;w=21600`, `ratelimit-remaining: 7;w=21600`). */
  note(host: string, headers: Headers, now: number): void;
}

export function createPauses(limits: PauseLimits): Pauses {
  const everything = new Map<string, number>();
  const background = new Map<string, number>();
  return {
    until(host, purpose, now) {
      const ends = [everything.get(host), purpose === 'background' ? background.get(host) : undefined];
      const latest = Math.max(...ends.map(end => end ?? 0));
      return latest > now ? latest : undefined;
    },
    pause(host, until) {
      everything.set(host, Math.max(until, everything.get(host) ?? 0));
    },
    note(host, headers, now) {
      const limit = allowance(headers['ratelimit-limit']);
      const remaining = allowance(headers['ratelimit-remaining']);
      if (!limit || !remaining) return;
      if (remaining.count > limit.count * reserve) background.delete(host);
      else background.set(host, now + Math.min(remaining.window, limits.longestPause));
    },
  };
}

/**
 * Until when a 429 asks to be left alone (RFC 9110, section 10.2.3: seconds or a date), in milliseconds since 1970: at
 * least a second, at most `longestPause`, `pause` when it does not say.
 */
export function retryAfter(header: string | undefined, now: number, { pause, longestPause }: PauseLimits): number {
  return now + Math.min(Math.max(askedFor(header?.trim() ?? '', now) ?? pause, shortestPause), longestPause);
}

function askedFor(header: string, now: number): number | undefined {
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const date = httpDate.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : date - now;
}

/** `100;w=21600`: so many requests in so many seconds. */
function allowance(header: string | undefined): { count: number; window: number } | undefined {
  const [, count, window] = /^(\d{1,9})(?:;w=(\d{1,9}))?$/.exec(header?.trim() ?? '') ?? [];
  return count === undefined ? undefined : { count: Number(count), window: Number(window ?? 0) * 1000 };
}
