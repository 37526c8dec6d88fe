import type { Message } from './message';

/** Why something is not known. It never says anything about the image itself. */
export type UnknownReason =
  | 'offline' // the user switched look-ups off
  | 'untrusted-workspace'
  | 'host-not-allowed' // nobody consented to contact this host
  | 'blocked' // the machine's own configuration forbids it
  | 'rate-limited'
  | 'unauthorized' // the registry wants a login
  | 'unreachable' // no connection, TLS failure, or time out
  | 'bad-answer' // the registry answered something that no specification allows
  | 'not-looked-up'
  | 'could-not-check' // a verification ran, and came to no end
  | 'not-in-catalog'; // no table says anything about it

/** What is known about an image; `detail` is for the log, `said` for the user. Being offline yields `unknown`, and `unknown` never becomes a finding. */
export type Fact<T> =
  | {
    readonly state: 'known';
    readonly value: T;
    /** Milliseconds since 1970 of an answer that is old enough to be asked for anew: good to show with its age, never to write. */
    readonly asOf?: number;
  }
  | { readonly state: 'pending' }
  | {
    readonly state: 'unknown';
    readonly reason: UnknownReason;
    readonly detail?: string;
    readonly said?: Message;
    /** Milliseconds since 1970: when the background may ask again. */
    readonly until?: number;
  };

export function known<T>(value: T): Fact<T> {
  return { state: 'known', value };
}

export const pending: Fact<never> = { state: 'pending' };

export function unknown(reason: UnknownReason, detail?: string): Extract<Fact<never>, { state: 'unknown' }> {
  return detail === undefined ? { state: 'unknown', reason } : { state: 'unknown', reason, detail };
}

/** The value when it is known. */
export function valueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' ? fact.value : undefined;
}

/** The value when it is known, and not from so long ago that it may be another one by now. */
export function freshValueOf<T>(fact: Fact<T>): T | undefined {
  return fact.state === 'known' && fact.asOf === undefined ? fact.value : undefined;
}
