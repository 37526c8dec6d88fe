import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeptFilesPort } from '../core/ports';

/** Bytes: what we keep ourselves is far smaller. */
const largest = 8 * 1024 * 1024;

/** Files in `folder`, which is made when the first of them is written. Without a folder nothing is kept. */
export function createKeptFiles(folder: string | undefined): KeptFilesPort {
  return {
    async read(name) {
      if (folder === undefined) return undefined;
      try {
        const status = await stat(join(folder, name));
        return status.isFile() && status.size <= largest ? await readFile(join(folder, name), 'utf8') : undefined;
      } catch {
        return undefined;
      }
    },
    async write(name, text) {
      return folder !== undefined && (await replace(folder, name, text));
    },
  };
}

async function replace(folder: string, name: string, text: string): Promise<boolean> {
  const temporary = join(folder, `${name}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(temporary, text, { encoding: 'utf8', flag: 'wx', mode: 0o600, flush: true });
    await rename(temporary, join(folder, name));
    return true;
  } catch {
    // Read-only, full, or held open by another window: the old file stays.
    await rm(temporary, { force: true }).catch(() => undefined);
    return false;
  }
}
