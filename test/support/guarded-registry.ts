/** Debian's docker-registry that lets nobody in but alice. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pushIndex, startRealRegistry, type RealRegistry, type RealRegistryOptions } from './real-registry';

export const alice = { username: 'alice', password: 'pass:word' } as const;

/** `team/app:1` in a folder, which any number of registries may serve: what they guard is pushed without a login. */
export async function storedApp(): Promise<{ readonly folder: string; readonly app: Awaited<ReturnType<typeof pushIndex>> }> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-storage-'));
  const open = await startRealRegistry(undefined, { storage: folder });
  const app = await pushIndex(open.host, 'team/app', '1');
  await open.close();
  return { folder, app };
}

/** By user name and password. */
export async function htpasswd(folder: string): Promise<RealRegistryOptions> {
  // No program of that name comes with the registry, and a file that is not there would be made with a user of its own.
  const line = execFileSync('perl', ['-e', 'print crypt($ARGV[0], q($2y$05$plimsollplimsollplimsu))', alice.password], { encoding: 'utf8' });
  if (!line.startsWith('$2y$05$')) throw new Error('perl has no bcrypt');
  const path = join(folder, 'htpasswd');
  await writeFile(path, `${alice.username}:${line}\n`);
  return { storage: folder, auth: { htpasswd: { realm: 'test', path } } };
}

/** All of it, gone when it is closed. */
export async function startGuardedRegistry(): Promise<RealRegistry & { readonly digest: string }> {
  const { folder, app } = await storedApp();
  const registry = await startRealRegistry(undefined, await htpasswd(folder));
  const close = async (): Promise<void> => {
    await registry.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { host: registry.host, digest: app.digest, close };
}
