import type { Consent } from '../core/consent';
import type { Message } from '../core/message';
import { plainText } from '../core/plain-text';
import type { ClockPort, HttpPort, KeptFilesPort, LogPort, ScratchPort } from '../core/ports';
import type { KeptRoot, RefreshInput, RefreshResult, TufRepository } from '../signatures/tuf';
import { RefreshAttempts } from './refresh-attempts';

/** What the bundle that speaks TUF exports. */
export interface TufModule {
  readKept(text: string, repository: TufRepository): KeptRoot | undefined;
  writeKept(evidence: KeptRoot['evidence'], refreshed: string): string;
  refresh(input: RefreshInput): Promise<RefreshResult>;
}

export interface RefreshingParts {
  readonly load: () => Promise<TufModule>;
  readonly http: HttpPort;
  readonly kept: KeptFilesPort;
  readonly scratch: ScratchPort;
  readonly clock: ClockPort;
  readonly log: LogPort;
}

/** A repository, and the name under which its outcome is kept. */
export interface KeptRepository {
  readonly repository: TufRepository;
  readonly name: string;
}

const minute = 60_000;
/** Milliseconds between two refreshes, after one that failed, and where there is nothing to believe without one. */
const pauses = { refreshed: 24 * 60 * minute, attempted: 60 * minute, nothing: minute };

/** Refreshes trust roots through TUF, beside whatever else is done. Nothing here throws, and nobody has to wait. */
export class Refreshing {
  readonly #parts: RefreshingParts;
  readonly #attempts: RefreshAttempts;
  /** Proven once, for this text by this root. */
  #known: { readonly text: string; readonly by: string; readonly root: KeptRoot | undefined } | undefined;
  #running: { readonly ended: Promise<void>; readonly since: number; readonly cancel: AbortController } | undefined;

  constructor(parts: RefreshingParts) {
    this.#parts = parts;
    this.#attempts = new RefreshAttempts(parts.kept, parts.clock);
  }

  /** What the last refresh left, of whichever process, as far as its signatures hold. */
  async kept({ repository, name }: KeptRepository): Promise<KeptRoot | undefined> {
    const text = await this.#parts.kept.read(`${name}.json`);
    if (text === undefined) return undefined;
    if (this.#known?.text !== text || this.#known.by !== repository.root) {
      this.#known = { text, by: repository.root, root: await this.#proven(text, repository) };
    }
    return this.#known.root;
  }

  async #proven(text: string, repository: TufRepository): Promise<KeptRoot | undefined> {
    const { load, log } = this.#parts;
    try {
      return (await load()).readKept(text, repository);
    } catch (error) {
      log.warn(`what was kept of the trust root could not be read: ${plainText(String(error), 200)}`);
      return undefined;
    }
  }

  /** Undefined where the last attempt went well. */
  lastFailure({ name }: KeptRepository): Promise<Message | undefined> {
    return this.#attempts.lastFailure(name);
  }

  /** Begins a refresh where one is due and may be made; the answer ends with the one that runs. */
  async whenDue(of: KeptRepository, kept: KeptRoot | undefined, options: { consent: Consent; urgent: boolean }): Promise<void> {
    const { offline, trusted, purpose } = options.consent;
    if (offline || !trusted || purpose !== 'action') return;
    if (this.#running === undefined && (await this.#isDue(of, kept, options.urgent))) this.#begin(of, kept);
    await this.#running?.ended;
  }

  /** Gives the refresh that runs until it has had `milliseconds`. */
  async finish(milliseconds: number): Promise<void> {
    if (this.#running === undefined) return;
    const { ended, since, cancel } = this.#running;
    await this.#within(ended, milliseconds - (this.#parts.clock.now() - since));
    cancel.abort();
    await ended;
  }

  async #within(work: Promise<void>, milliseconds: number): Promise<void> {
    const waiting = new AbortController();
    await Promise.race([work, this.#parts.clock.sleep(Math.max(milliseconds, 0), waiting.signal)]);
    waiting.abort();
  }

  async #isDue({ name }: KeptRepository, kept: KeptRoot | undefined, urgent: boolean): Promise<boolean> {
    const attempt = await this.#attempts.last(name);
    const pause = urgent ? pauses.nothing : pauses.attempted;
    return this.#isPast(kept?.refreshed, pauses.refreshed) && this.#isPast(attempt?.attempted, pause);
  }

  /** A time that has not come yet holds nobody back: the clock was wrong then, or is now. */
  #isPast(time: string | undefined, pause: number): boolean {
    const since = this.#parts.clock.now() - Date.parse(time ?? '');
    return !(since >= 0 && since < pause);
  }

  #begin(of: KeptRepository, kept: KeptRoot | undefined): void {
    if (this.#running !== undefined) return;
    const cancel = new AbortController();
    const ended = this.#refresh(of, kept, cancel.signal)
      .catch((error: unknown) => this.#parts.log.warn(`the trust root was not refreshed: ${plainText(String(error), 200)}`))
      .finally(() => (this.#running = undefined));
    this.#running = { ended, since: this.#parts.clock.now(), cancel };
  }

  async #refresh(of: KeptRepository, kept: KeptRoot | undefined, signal: AbortSignal): Promise<void> {
    const { load, http, scratch, clock, log } = this.#parts;
    // Other windows see it and leave it to this one. Where nothing can be kept, every verification would begin it again.
    if (!(await this.#attempts.note(of.name))) return;
    const { refresh } = await load();
    const result = await refresh({ repository: of.repository, known: kept?.evidence, http, scratch, clock, signal });
    if (result.ok) return this.#keep(of, result);
    log.info(`the trust root was not refreshed (${result.failure}): ${plainText(String(result.cause), 200)}`);
    await this.#attempts.note(of.name, result.failure);
  }

  /** Another window may have been faster, and further. */
  async #keep(of: KeptRepository, { evidence, version }: Extract<RefreshResult, { ok: true }>): Promise<void> {
    const { load, kept, clock, log } = this.#parts;
    const others = await this.kept(of);
    if (others !== undefined && others.proof.version > version) return;
    const { writeKept } = await load();
    await kept.write(`${of.name}.json`, writeKept(evidence, new Date(clock.now()).toISOString()));
    log.info('the trust root was refreshed');
  }
}
