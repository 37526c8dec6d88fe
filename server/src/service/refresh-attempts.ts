import { message, type Message } from '../core/message';
import type { ClockPort, KeptFilesPort } from '../core/ports';
import type { RefreshFailure } from '../signatures/tuf';

interface Attempt {
  /** ISO 8601. */
  readonly attempted: string;
  readonly failure?: RefreshFailure;
}

const failures: Readonly<Record<RefreshFailure, Message>> = {
  unreachable: message('its repository could not be reached'),
  expired: message('its repository serves metadata that has expired'),
  refused: message('its repository serves what its keys did not sign, or something older than what is known'),
};

/** When a refresh was last tried, by whichever window or process, and how that went. */
export class RefreshAttempts {
  readonly #kept: KeptFilesPort;
  readonly #clock: ClockPort;

  constructor(kept: KeptFilesPort, clock: ClockPort) {
    this.#kept = kept;
    this.#clock = clock;
  }

  /** False: it cannot be kept. */
  note(name: string, failure?: RefreshFailure): Promise<boolean> {
    const attempt = { attempted: new Date(this.#clock.now()).toISOString(), ...(failure ? { failure } : {}) };
    return this.#kept.write(`${name}.attempt.json`, `${JSON.stringify(attempt)}\n`);
  }

  async last(name: string): Promise<Attempt | undefined> {
    const text = await this.#kept.read(`${name}.attempt.json`);
    return text === undefined ? undefined : parseAttempt(text);
  }

  /** Undefined where the last one went well. */
  async lastFailure(name: string): Promise<Message | undefined> {
    const { attempted, failure } = (await this.last(name)) ?? {};
    return attempted !== undefined && failure !== undefined
      ? message('Refreshing the trust root failed on {0}: {1}', attempted.slice(0, 10), failures[failure])
      : undefined;
  }
}

/** Undefined for half a file or somebody else's: then it was never tried. */
function parseAttempt(text: string): Attempt | undefined {
  try {
    const { attempted, failure } = JSON.parse(text) as Record<string, unknown>;
    if (typeof attempted !== 'string' || !/^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(attempted)) return undefined;
    return { attempted, ...(typeof failure === 'string' && Object.hasOwn(failures, failure) ? { failure: failure as RefreshFailure } : {}) };
  } catch {
    return undefined;
  }
}
