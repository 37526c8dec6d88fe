import type { Consent } from '../core/consent';
import type { LoginPort } from '../core/login';
import type { ByRegistry } from '../core/network-settings';
import type { CancelSignal, ClockPort, HashPort, HttpPort, LogPort } from '../core/ports';
import type { LoginUse } from './error';
import type { HostConditions } from './host-conditions';
import type { Limits } from './limits';

/** What the client is made of. */
export interface Ports {
  readonly http: HttpPort;
  readonly hash: HashPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly limits: Limits;
  /** None: everybody is anonymous. */
  readonly logins?: LoginPort;
  /** The person's setting, at the time of a request. */
  readonly tokenRealms?: () => ByRegistry;
  /** Shared with whoever tells of them; one's own when absent. */
  readonly conditions?: HostConditions;
}

/** One look-up: what all of its requests have in common. */
export interface Call {
  /** As references name it: what logins are for. */
  readonly registry: string;
  /** Scheme, host and port of the registry's API. */
  readonly origin: URL;
  readonly repository: string;
  readonly consent: Consent;
  readonly signal: CancelSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** A token for another repository will do, where a registry's are all alike. Not when a 404 is to be believed. */
  readonly anyToken?: boolean;
}

export interface Ask {
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly url: URL;
  readonly accept: string;
  /** Bytes. */
  readonly maxBytes: number;
  readonly authorization?: string;
  /** Of a POST: a form. It holds secrets, and goes nowhere else than to the origin of `url`. */
  readonly form?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What answered in the end: another URL than asked when there were redirects. */
  readonly url: URL;
  /** Absent: no login had to do with it. */
  readonly login?: LoginUse;
  /** Set where the host is out of order: until then the background leaves it alone. Milliseconds since 1970. */
  readonly retryAt?: number;
}
