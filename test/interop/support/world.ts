/** What the cases of one file share: registries, an authority, a folder for keys and trust. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Push } from '../../support/memory-registry';
import { pushOverHttp } from '../../support/memory-registry';
import { pushMultiPlatform, type MultiPlatformImage } from '../../support/look-alikes/image';
import { createAuthority, type Authority } from '../../support/sigstore';
import { startRegistries, type Registries, type RegistryKind } from './registries';
import { writeTrust, type TrustFiles } from './trust-files';

export interface World {
  readonly registries: Registries;
  readonly authority: Authority;
  readonly folder: string;
  readonly trust: TrustFiles;
  close(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-interop-'));
  const registries = await startRegistries();
  const authority = await createAuthority();
  const trust = await writeTrust(authority, folder);
  const close = async (): Promise<void> => {
    registries.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { registries, authority, folder, trust, close };
}

/** A repository of its own, with an image of two platforms under the tag `1`. */
export interface Target extends MultiPlatformImage {
  readonly host: string;
  /** `host:port/repository`. */
  readonly name: string;
  /** With the tag. */
  readonly tagged: string;
  readonly push: Push;
  /** With a digest: of the index, unless another is given. */
  at(digest?: string): string;
  /** Moves the tag to another image, and returns it. */
  moveTag(): Promise<string>;
}

let targets = 0;

export async function createTarget({ registries }: World, kind: RegistryKind = 'referrers'): Promise<Target> {
  const repository = `team/app${++targets}`;
  const host = registries[kind];
  const push = pushOverHttp(`http://${host}`, repository);
  const image = await pushMultiPlatform(push, repository, '1');
  const name = `${host}/${repository}`;
  const tagged = `${name}:1`;
  const moveTag = async (): Promise<string> => {
    await pushMultiPlatform(push, `${repository} anew`, '1');
    return tagged;
  };
  return { ...image, host, name, tagged, push, moveTag, at: (digest = image.index.digest) => `${name}@${digest}` };
}

export async function writeText(world: World, file: string, text: string): Promise<string> {
  const path = join(world.folder, file);
  await writeFile(path, text);
  return path;
}
