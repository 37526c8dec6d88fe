import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { emptyFile, readLoginFile, type LoginFile } from './docker-config';
import type { LoginPlace } from './places';

/** Bytes: with a thousand logins it would not be larger. */
const largest = 1024 * 1024;

interface Seen {
  readonly sign: string;
  readonly file: LoginFile;
}

/** Files of logins, read again when they change. Nothing here throws: what cannot be read names no login. */
export class WatchedFiles {
  readonly #seen = new Map<string, Seen>();

  async read({ path, oldest }: LoginPlace): Promise<LoginFile> {
    const status = await stat(path).catch(() => undefined);
    if (!status) return this.#forget(path);
    const sign = signOf(status);
    const seen = this.#seen.get(path);
    if (seen?.sign === sign) return seen.file;
    const text = await readRegular(path).catch(() => undefined);
    const file = text === undefined ? emptyFile : readLoginFile(text, oldest);
    this.#seen.set(path, { sign, file });
    return file;
  }

  #forget(path: string): LoginFile {
    this.#seen.delete(path);
    return emptyFile;
  }
}

function signOf({ mtimeMs, ctimeMs, size, ino }: Stats): string {
  return [mtimeMs, ctimeMs, size, ino].join();
}

/** Through one descriptor, without waiting for somebody to write into a pipe. */
async function readRegular(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const status = await file.stat();
    if (!status.isFile() || status.size > largest) return undefined;
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
