import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import type { FolderEntry, TrustFilesPort } from '../core/ports';
import { readBounded } from './bounded-file';

/** Files that a person's trust rests on. Nothing here throws, and no link is followed at the end of a path. */
export function createTrustFiles(): TrustFilesPort {
  return { list, readBytes: (path, largest) => readBounded(path, { largest, noLinks: true }) };
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
