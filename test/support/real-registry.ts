/** Debian's docker-registry on loopback, and what is pushed into it over its own API. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeContents, ociIndex, type PutManifest, type StoredDescriptor } from './fake-registry-contents';
import { pushOverHttp, type Push } from './memory-registry';

export const registryProgram = 'docker-registry';
export interface RealRegistryOptions {
  /** A folder to keep images in; in memory if absent. */
  readonly storage?: string;
  /** The key `auth` of its configuration; anybody may do anything if absent. */
  readonly auth?: object;
}

/** On a port that the system chooses. JSON is YAML. */
function configuration({ storage, auth }: RealRegistryOptions): string {
  const where = storage === undefined ? { inmemory: {} } : { filesystem: { rootdirectory: storage } };
  return JSON.stringify({ version: 0.1, storage: where, http: { addr: '127.0.0.1:0' }, ...(auth ? { auth } : {}) });
}
const startDeadline = 10_000;

export interface RealRegistry {
  /** host:port, as references name it. */
  readonly host: string;
  close(): Promise<void>;
}

/** Rejects with one clear sentence when there is no such program. */
export async function startRealRegistry(program = registryProgram, options: RealRegistryOptions = {}): Promise<RealRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-registry-'));
  const file = join(folder, 'config.yml');
  await writeFile(file, configuration(options));
  const child = spawn(program, ['serve', file], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env['PATH'] ?? '' } });
  const close = async (): Promise<void> => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return { host: `127.0.0.1:${await portOf(child, program)}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function portOf(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string): void => reject(new Error(why));
    const timer = setTimeout(() => fail(`${program} did not say where it listens: ${said}`), startDeadline);
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      fail(error.code === 'ENOENT' ? `${program} is not installed: apt-get install docker-registry` : `${program} does not start: ${error.message}`);
    });
    child.on('exit', code => {
      clearTimeout(timer);
      fail(`${program} ended with ${code}: ${said}`);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-10_000);
      const [, port] = /listening on 127\.0\.0\.1:(\d+)/.exec(said) ?? [];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise(resolve => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Pushes to `repository` at `host` (`host:port`). */
export function pushTo(host: string, repository: string): Push {
  return pushOverHttp(`http://${host}`, repository);
}

/** Pushes an index of four platforms, and its images, under `tag`; another `content` makes other digests. */
export async function pushIndex(host: string, repository: string, tag: string, content = tag): Promise<{ digest: string; manifests: readonly StoredDescriptor[]; bytes: Uint8Array }> {
  const contents = new RecordedContents();
  const { digest, manifests } = contents.putIndex(repository, tag, content);
  await contents.pushTo(host, repository);
  return { digest, manifests, bytes: contents.findManifest(repository, digest)?.bytes ?? new Uint8Array() };
}

/** Pushes an image of one platform under `tag`. */
export async function pushImage(host: string, repository: string, tag: string, content = tag): Promise<{ digest: string }> {
  const contents = new RecordedContents();
  const { digest } = contents.putImage(repository, content, tag);
  await contents.pushTo(host, repository);
  return { digest };
}

/** Pushes an index under any tag, e.g. that of the referrers of a digest. */
export async function pushIndexOf(host: string, repository: string, tag: string, manifests: readonly StoredDescriptor[]): Promise<void> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests }));
  await pushTo(host, repository).manifest(bytes, ociIndex, tag);
}

/** Keeps what is put, in order, to push it elsewhere. */
class RecordedContents extends FakeContents {
  readonly #steps: ((push: Push) => Promise<void>)[] = [];

  override putBlob(repository: string, content: Uint8Array | string, mediaType?: string): StoredDescriptor {
    this.#steps.push(push => push.blob(Buffer.from(content)));
    return super.putBlob(repository, content, mediaType);
  }

  override putManifest(repository: string, put: PutManifest): StoredDescriptor {
    const descriptor = super.putManifest(repository, put);
    const bytes = this.findManifest(repository, descriptor.digest)?.bytes ?? new Uint8Array();
    this.#steps.push(push => push.manifest(bytes, descriptor.mediaType, put.tag));
    return descriptor;
  }

  async pushTo(host: string, repository: string): Promise<void> {
    const push = pushTo(host, repository);
    for (const step of this.#steps) await step(push);
  }
}
