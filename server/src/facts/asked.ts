import { known, unknown, type Fact } from '../core/fact';
import type { ClockPort } from '../core/ports';
import { RegistryError } from '../oci/error';
import { toUnknown } from './unknown';

/** How long an answer is good, in milliseconds. */
export interface Life {
  /** Nobody asks anew. */
  readonly fresh: number;
  /** Told with its age, whoever asks; a look-up asks anew. As long as `fresh` when absent. */
  readonly told?: number;
}

/** Answers of earlier sessions, by the same keys. */
export interface Earlier<T> {
  /** Resolves once `get` has all that there is. Never rejects. */
  ready(): Promise<void>;
  /** Another number as soon as `get` may answer otherwise. */
  revision(): number;
  get(key: string): { readonly value: T; readonly at: number } | undefined;
  put(key: string, value: T, life: Life): void;
  /** The registry refuses now what it answered once. */
  drop(key: string): void;
}

interface Entry<T> {
  readonly fact: Fact<T>;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Until then it is fresh. */
  readonly fresh: number;
  /** From then on it is as if nobody had asked. */
  readonly end: number;
  /** Until then nobody asks anew. */
  rest: number;
}

/** Milliseconds after which a failure is tried again. A pause is kept by whoever speaks to registries: then that costs no request. */
const failureRest = 60_000;
/** Milliseconds for which a failure is told: no pause that a registry asks for is longer. */
const longestFailure = 6 * 3_600_000;
const mostEntries = 5000;

/** What registries answered, by what they were asked: asked once, kept for a while. */
export interface Asked<T> {
  /** What is known now, without asking; with `asOf` where that is not fresh. */
  current(key: string): Fact<T>;
  /** Another number as soon as an answer came in, or one that came in is too old: until then `current` says the same. */
  revision(): number;
  /** Asks unless it is known and fresh; never rejects. Consent that is missing is not remembered: it may be given next time. */
  lookUp(key: string, ask: () => Promise<T>): Promise<Fact<T>>;
  remember(key: string, value: T): void;
  clear(): void;
}

export interface AskedOptions<T> {
  readonly clock: ClockPort;
  readonly lifeOf: (key: string, value: T) => Life;
  readonly earlier?: Earlier<T>;
}

export function createAsked<T>(options: AskedOptions<T>): Asked<T> {
  return new Answers(options);
}

class Answers<T> implements Asked<T> {
  readonly #options: AskedOptions<T>;
  /** The one that was used last stands last. */
  readonly #entries = new Map<string, Entry<T>>();
  /** Keys that earlier sessions left nothing for: looking costs a digest. */
  #absent = new Set<string>();
  #absentSince = -1;
  #revision = 0;
  /** When the next entry is less than it was. */
  #nextEnd = Infinity;

  constructor(options: AskedOptions<T>) {
    this.#options = options;
  }

  current(key: string): Fact<T> {
    const entry = this.#find(key);
    return entry ? this.#told(entry) : unknown('not-looked-up');
  }

  revision(): number {
    const now = this.#options.clock.now();
    if (now >= this.#nextEnd) {
      this.#nextEnd = Infinity;
      for (const entry of this.#entries.values()) this.#expect(entry, now);
      this.#revision += 1;
    }
    return this.#revision + (this.#options.earlier?.revision() ?? 0);
  }

  async lookUp(key: string, ask: () => Promise<T>): Promise<Fact<T>> {
    await this.#options.earlier?.ready();
    const entry = this.#find(key);
    if (entry && entry.rest > this.#options.clock.now()) return this.#told(entry);
    try {
      return this.#learn(key, await ask());
    } catch (error) {
      return this.#failed(key, error);
    }
  }

  remember(key: string, value: T): void {
    this.#learn(key, value);
  }

  clear(): void {
    this.#entries.clear();
    this.#absent.clear();
    this.#revision += 1;
  }

  #learn(key: string, value: T): Fact<T> {
    const fact = known(value);
    const life = this.#options.lifeOf(key, value);
    this.#keep(key, entryOf(fact, life, this.#options.clock.now()));
    this.#revision += 1;
    this.#options.earlier?.put(key, value, life);
    return fact;
  }

  /** Of what was known before, an answer that is still told stands: unless the registry says now that it is not for us. */
  #failed(key: string, error: unknown): Fact<T> {
    const fact: Fact<T> = toUnknown(error);
    const refused = fact.state === 'unknown' && fact.reason === 'unauthorized';
    const before = refused ? undefined : this.#find(key);
    const now = this.#options.clock.now();
    if (before?.fact.state === 'known') {
      if (!isAboutConsent(error)) before.rest = now + failureRest;
      return this.#told(before);
    }
    if (isAboutConsent(error)) return fact;
    if (refused) this.#options.earlier?.drop(key);
    const end = now + failureLife(error, now);
    this.#keep(key, { fact, at: now, fresh: end, end, rest: Math.min(end, now + failureRest) });
    this.#revision += 1;
    return fact;
  }

  /** What is in memory and still told, else what an earlier session left. */
  #find(key: string): Entry<T> | undefined {
    const now = this.#options.clock.now();
    const entry = this.#entries.get(key) ?? this.#recall(key, now);
    if (!entry || entry.end <= now) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #recall(key: string, now: number): Entry<T> | undefined {
    const { earlier, lifeOf } = this.#options;
    if (!earlier) return undefined;
    if (this.#absentSince !== earlier.revision() || this.#absent.size > mostEntries) {
      this.#absentSince = earlier.revision();
      this.#absent = new Set();
    }
    if (this.#absent.has(key)) return undefined;
    const found = earlier.get(key);
    const entry = found && entryOf(known(found.value), lifeOf(key, found.value), found.at);
    if (entry && entry.end > now) this.#keep(key, entry);
    else this.#absent.add(key);
    return entry;
  }

  #keep(key: string, entry: Entry<T>): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.#expect(entry, this.#options.clock.now());
    if (this.#entries.size > mostEntries) this.#entries.delete(this.#entries.keys().next().value as string);
  }

  #expect({ fresh, end }: Entry<T>, now: number): void {
    for (const time of [fresh, end]) if (time > now) this.#nextEnd = Math.min(this.#nextEnd, time);
  }

  #told({ fact, at, fresh }: Entry<T>): Fact<T> {
    return fact.state === 'known' && fresh <= this.#options.clock.now() ? { ...fact, asOf: at } : fact;
  }
}

function entryOf<T>(fact: Fact<T>, { fresh, told = fresh }: Life, at: number): Entry<T> {
  return { fact, at, fresh: at + fresh, end: at + Math.max(fresh, told), rest: at + fresh };
}

const consentCodes: readonly string[] = ['offline', 'untrusted-workspace', 'host-not-allowed', 'cancelled'];

/** Nobody was asked, or somebody did not wait for the answer: next time it may be had. */
export function isAboutConsent(error: unknown): boolean {
  return error instanceof RegistryError && consentCodes.includes(error.code);
}

/** What a registry that wants to be left alone, or does not answer, was asked is told until it may be asked again. */
function failureLife(error: unknown, now: number): number {
  const retryAt = error instanceof RegistryError ? error.retryAt : undefined;
  return retryAt === undefined ? failureRest : Math.min(Math.max(retryAt - now, 0), longestFailure);
}
