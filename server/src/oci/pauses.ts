import { createByHost } from './by-host';
import type { Limits } from './limits';

type Headers = Readonly<Record<string, string>>;
type PauseLimits = Pick<Limits, 'pause' | 'longestPause'>;

const shortestPause = 1000;
/** Below this share of the allowance nothing is asked in the background: the rest belongs to what the user clicks. */
const reserve = 0.1;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Times are milliseconds since 1970. */
export interface Pause {
  readonly until: number;
  /** When the host began to ask for one pause after the other. */
  readonly since: number;
  /** `asked`: the host answered 429. `allowance`: it did not yet, but little is left. */
  readonly why: 'asked' | 'allowance';
}

/** Which hosts must be left alone for now. */
export interface Pauses {
  /** Undefined when something may be asked. */
  of(host: string, purpose: 'background' | 'action', now: number): Pause | undefined;
  pause(host: string, until: number, now: number): void;
  /** The host answered something else than 429. */
  answered(host: string, now: number): void;
  /** Takes note of what an answer says about the allowance (`ratelimit-limit: 100;w=21600`, `ratelimit-remaining: 7;w=21600`). */
  note(host: string, headers: Headers, now: number): void;
}

export function createPauses(limits: PauseLimits): Pauses {
  const everything = createByHost<Pause>();
  const background = createByHost<Pause>();
  return {
    of(host, purpose, now) {
      const pauses = [everything.get(host), purpose === 'background' ? background.get(host) : undefined];
      const [longest] = pauses.filter(pause => pause !== undefined && pause.until > now).sort((a, b) => (b?.until ?? 0) - (a?.until ?? 0));
      return longest;
    },
    pause(host, until, now) {
      const before = everything.get(host);
      everything.set(host, { until: Math.max(until, before?.until ?? 0), since: before?.since ?? now, why: 'asked' });
    },
    answered(host, now) {
      // What was sent before the host asked for a pause may be answered in it.
      if ((everything.get(host)?.until ?? Infinity) <= now) everything.delete(host);
    },
    note(host, headers, now) {
      const limit = allowance(headers['ratelimit-limit']);
      const remaining = allowance(headers['ratelimit-remaining']);
      if (!limit || !remaining) return;
      if (remaining.count > limit.count * reserve) background.delete(host);
      else background.set(host, { until: now + Math.min(remaining.window, limits.longestPause), since: now, why: 'allowance' });
    },
  };
}

/**
 * Until when a 429 asks to be left alone (RFC 9110, section 10.2.3: seconds or a date), in milliseconds since 1970: at
 * least a second, at most `longestPause`, `pause` when it does not say.
 */
export function retryAfter(headers: Headers, now: number, { pause, longestPause }: PauseLimits): number {
  return now + Math.min(Math.max(askedFor(headers, now) ?? pause, shortestPause), longestPause);
}

/** A date is one of the host's own clock, which may be wrong, and which it tells. */
function askedFor(headers: Headers, now: number): number | undefined {
  const wanted = headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(wanted)) return Number(wanted) * 1000;
  const date = parseDate(wanted);
  return date === undefined ? undefined : date - (parseDate(headers['date']?.trim() ?? '') ?? now);
}

function parseDate(text: string): number | undefined {
  const date = httpDate.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : date;
}

/** `100;w=21600`: so many requests in so many seconds. */
function allowance(header: string | undefined): { count: number; window: number } | undefined {
  const [, count, window] = /^(\d{1,9})(?:;w=(\d{1,9}))?$/.exec(header?.trim() ?? '') ?? [];
  return count === undefined ? undefined : { count: Number(count), window: Number(window ?? 0) * 1000 };
}
