import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

export interface BoundedRead {
  /** Bytes. */
  readonly largest: number;
  /** Of a link: what it leads to is not read. */
  readonly noLinks?: boolean;
}

/**
 * The bytes of a plain file; undefined when it is none, cannot be read, or is larger. Through one descriptor, so that what was looked at
 * is what is read; without waiting for somebody to write into a pipe.
 */
export async function readBounded(path: string, { largest, noLinks = false }: BoundedRead): Promise<Buffer | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (noLinks ? (constants.O_NOFOLLOW ?? 0) : 0));
    try {
      const status = await file.stat();
      if (!status.isFile() || status.size > largest) return undefined;
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
