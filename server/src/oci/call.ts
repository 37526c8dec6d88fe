import type { Consent } from '../core/consent';
import type { CancelSignal, ClockPort, HashPort, HttpPort, LogPort } from '../core/ports';
import type { HostConditions } from './host-conditions';
import type { Limits } from './limits';

/** What the client is made of. */
export interface Ports {
  readonly http: HttpPort;
  readonly hash: HashPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  readonly limits: Limits;
  /** Shared with whoever tells of them; one's own when absent. */
  readonly conditions?: HostConditions;
}

/** One look-up: what all of its requests have in common. */
export interface Call {
  /** Scheme, host and port of the registry's API. */
  readonly origin: URL;
  readonly repository: string;
  readonly consent: Consent;
  readonly signal: CancelSignal;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

export interface Ask {
  readonly method: 'GET' | 'HEAD';
  readonly url: URL;
  readonly accept: string;
  /** Bytes. */
  readonly maxBytes: number;
  readonly authorization?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** What answered in the end: another URL than asked when there were redirects. */
  readonly url: URL;
  /** Set where the host is out of order: until then the background leaves it alone. Milliseconds since 1970. */
  readonly retryAt?: number;
}
