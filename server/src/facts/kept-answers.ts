import type { ClockPort, HashPort, KeptFilesPort, LogPort } from '../core/ports';
import type { KeptAnswers } from './answers';
import { boundKept, mergeKept, mostKept, nothingKept, parseKept, writeKept, type KeptAnswer, type KeptFile } from './kept-file';

/** In the folder of the program; no name of an image ever becomes the name of a file. */
const fileName = 'answers.json';

/** Milliseconds in which answers gather before they are written. */
const gathering = 2_000;
/** Milliseconds for which a disk that could not be written to is left alone. */
const rest = 10 * 60_000;

export interface KeptAnswersParts {
  readonly files: KeptFilesPort;
  readonly clock: ClockPort;
  readonly hash: HashPort;
  readonly log: LogPort;
}

/** What earlier sessions left, read once. Never rejects: where nothing can be read, there is nothing. */
export async function openKeptAnswers(parts: KeptAnswersParts): Promise<KeptAnswers> {
  return new Kept(parts, parseKept(await parts.files.read(fileName), parts.clock.now()));
}

const encoder = new TextEncoder();

/**
 * One file for all windows and sessions. Each writes what it knows merged with what it finds there, the newest word on each
 * question, as a whole file at once. Of two that do so at the same moment the later one wins: what the other one had just
 * learned is then missing until it writes again, or is asked for once more.
 */
class Kept implements KeptAnswers {
  readonly #parts: KeptAnswersParts;
  readonly #answers: Map<string, KeptAnswer>;
  #cleared: number;
  #revision = 0;
  #changed = false;
  /** Whoever finds it in the file finds nothing new: reading thousands of answers takes time. */
  #written: string | undefined;
  /** Ends the wait for more to write. */
  #waiting: AbortController | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Until then nothing is written. */
  #rest = 0;
  #complained = false;

  constructor(parts: KeptAnswersParts, { cleared, answers }: KeptFile) {
    this.#parts = parts;
    this.#cleared = cleared;
    this.#answers = new Map(answers);
  }

  get(key: string): { value: unknown; at: number } | undefined {
    const name = this.#nameOf(key);
    const answer = this.#answers.get(name);
    if (!answer || !('value' in answer)) return undefined;
    this.#answers.set(name, { ...answer, used: this.#parts.clock.now() });
    return { value: answer.value, at: answer.at };
  }

  put(key: string, answer: { readonly value?: unknown; readonly end: number }): void {
    const now = this.#parts.clock.now();
    const end = Number.isFinite(answer.end) ? Math.round(answer.end) : Infinity;
    this.#answers.set(this.#nameOf(key), { at: now, used: now, end, ...('value' in answer ? { value: answer.value } : {}) });
    if (this.#answers.size > mostKept * 1.1) this.#adopt(boundKept(this.#file(), now));
    this.#changed = true;
    this.#writeSoon();
  }

  revision(): number {
    return this.#revision;
  }

  async clear(): Promise<boolean> {
    this.#adopt(nothingKept);
    this.#cleared = this.#parts.clock.now();
    this.#revision += 1;
    this.#changed = true;
    this.#rest = 0;
    await this.finish();
    return this.#rest === 0;
  }

  async finish(): Promise<void> {
    this.#waiting?.abort();
    this.#write();
    await this.#writing;
  }

  #nameOf(key: string): string {
    return this.#parts.hash.hex('sha256', encoder.encode(key));
  }

  #file(): KeptFile {
    return { cleared: this.#cleared, answers: this.#answers };
  }

  #adopt({ answers }: KeptFile): void {
    this.#answers.clear();
    for (const [key, answer] of answers) this.#answers.set(key, answer);
  }

  #writeSoon(): void {
    const { clock } = this.#parts;
    if (this.#waiting || clock.now() < this.#rest) return;
    const waiting = new AbortController();
    this.#waiting = waiting;
    void clock.sleep(gathering, waiting.signal).then(() => {
      if (this.#waiting === waiting) this.#waiting = undefined;
      this.#write();
    });
  }

  /** One after the other. */
  #write(): void {
    this.#writing = this.#writing.then(() => this.#writeNow());
  }

  async #writeNow(): Promise<void> {
    const { files, clock, log } = this.#parts;
    if (!this.#changed || clock.now() < this.#rest) return;
    this.#changed = false;
    const text = await files.read(fileName);
    const theirs = text === this.#written ? nothingKept : parseKept(text, clock.now());
    const merged = boundKept(mergeKept(this.#file(), theirs), clock.now());
    if ([...merged.answers].some(([key, { at }]) => this.#answers.get(key)?.at !== at)) this.#revision += 1;
    this.#cleared = merged.cleared;
    this.#adopt(merged);
    this.#written = writeKept(merged);
    if (await files.write(fileName, this.#written)) return;
    this.#changed = true;
    this.#rest = clock.now() + rest;
    if (!this.#complained) log.warn('what registries answered could not be written to the disk: it is asked for again in the next session');
    this.#complained = true;
  }
}
