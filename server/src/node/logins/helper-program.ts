import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { isInside } from './inside';
import type { Machine } from './places';

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The absolute path of `docker-credential-NAME`, looked for by us: the system's own search would take empty and relative
 * entries of PATH for the working directory, and Windows that directory first. Nothing that is worked in is ever run.
 */
export async function findHelper(name: string, { environment, platform }: Machine, folders: readonly string[]): Promise<string | undefined> {
  if (!namePattern.test(name)) return undefined;
  // A script for the command interpreter of Windows would need a shell.
  const file = `docker-credential-${name}${platform === 'win32' ? '.exe' : ''}`;
  for (const folder of searchPath(environment)) {
    const path = join(folder, file);
    if ((await isProgram(path)) && !(await isInside(folder, folders)) && !(await isInside(path, folders))) return path;
  }
  return undefined;
}

function searchPath(environment: Machine['environment']): readonly string[] {
  const variable = Object.keys(environment).find(key => key.toUpperCase() === 'PATH') ?? 'PATH';
  return (environment[variable] ?? '').split(delimiter).filter(folder => isAbsolute(folder));
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
