import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { readBounded } from '../bounded-file';
import { emptyFile, readLoginFile, type LoginFile } from './docker-config';
import type { LoginPlace } from './places';

/** Bytes: with a thousand logins it would not be larger. */
const largest = 1024 * 1024;

/** Milliseconds in which nobody changes a file and wonders: one hover asks for the login of an image several times. */
const looked = 250;

interface Seen {
  /** Of the file as it was; undefined where there was none. */
  readonly sign: string | undefined;
  readonly file: LoginFile;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Files of logins, read again when they change. Nothing here throws: what cannot be read names no login. */
export class WatchedFiles {
  readonly #seen = new Map<string, Seen>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async read(place: LoginPlace): Promise<LoginFile> {
    const at = this.#now();
    const seen = this.#seen.get(place.path);
    if (seen && at >= seen.at && at < seen.at + looked) return seen.file;
    const status = await stat(place.path).catch(() => undefined);
    const sign = status && signOf(status);
    const file = seen && seen.sign === sign ? seen.file : await this.#readAnew(place, sign);
    this.#seen.set(place.path, { sign, file, at });
    return file;
  }

  async #readAnew({ path, oldest }: LoginPlace, sign: string | undefined): Promise<LoginFile> {
    const text = sign === undefined ? undefined : (await readBounded(path, { largest }))?.toString('utf8');
    return text === undefined ? emptyFile : readLoginFile(text, oldest);
  }
}

function signOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return [mtimeMs, ctimeMs, size, ino].join();
}
