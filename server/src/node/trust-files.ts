import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import type { Dirent } from 'node:fs';
import type { FolderEntry, TrustFilesPort } from '../core/ports';

/** Files that a person's trust rests on. Nothing here throws, and no link is followed at the end of a path. */
export function createTrustFiles(): TrustFilesPort {
  return { list, readBytes };
}

async function list(folder: string): Promise<readonly FolderEntry[] | 'missing' | 'unreadable'> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, kind: kindOf(entry) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

/** Through one descriptor, so that what was looked at is what is read; without waiting for somebody to write into a pipe. */
async function readBytes(path: string, largest: number): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0));
    try {
      const status = await file.stat();
      if (!status.isFile() || status.size > largest) return undefined;
      const bytes = await file.readFile();
      return bytes.length > largest ? undefined : bytes;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}
