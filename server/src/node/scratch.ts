import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScratchPort } from '../core/ports';

export function createScratch(): ScratchPort {
  return {
    async within(work) {
      // For this user alone, as mkdtemp makes them.
      const path = await mkdtemp(join(tmpdir(), 'plimsoll-'));
      try {
        return await work({
          path,
          async write(name, bytes) {
            await writeFile(join(path, name), bytes);
            return join(path, name);
          },
          read: name => readFile(join(path, name)),
        });
      } finally {
        await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
      }
    },
  };
}
