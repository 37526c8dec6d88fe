import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';

/** Whether `path` is one of the folders, or in one, wherever links lead. */
export async function isInside(path: string, folders: readonly string[]): Promise<boolean> {
  const real = await realOrSelf(path);
  for (const folder of folders) {
    const way = relative(await realOrSelf(folder), real);
    if (way === '' || (!isAbsolute(way) && !/^\.\.(?:$|[\\/])/.test(way))) return true;
  }
  return false;
}

async function realOrSelf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}
