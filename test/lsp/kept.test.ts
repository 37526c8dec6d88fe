import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { LoopbackRegistry } from '../support/loopback-registry';
import type { ClientOptions, LspClient } from '../support/lsp-client';
import { afterwards, client, registry } from '../support/lsp-session';

const uri = 'file:///nowhere/Dockerfile';
const hour = 3_600_000;

function createStorage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-storage-'));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const fileIn = (storage: string): string => join(storage, 'registries/answers.json');

/** A window on the same machine: it may ask `images`, and keeps what it learns in `storage`. */
function open(storage: string, images: LoopbackRegistry, options: ClientOptions = {}): Promise<LspClient> {
  return client({ settings: { allowedHosts: [images.host] }, initialization: { storage }, ...options });
}

async function hover(window: LspClient, line = 0): Promise<string> {
  const shown = (await window.hover(uri, line, 8)) as { contents: { value: string } } | null;
  return shown?.contents.value.replaceAll('\\', '') ?? '';
}

/** What it logged, but for the requests that it made. */
const complaints = (window: LspClient): string[] => window.log.filter(line => !/^(?:GET|HEAD) http/.test(line));

const dockerfile = (images: LoopbackRegistry, ...tags: string[]): string => tags.map(tag => `FROM ${images.host}/secret-team/app:${tag}\n`).join('');

/** A session that looked up these tags, and ended. */
async function session(storage: string, images: LoopbackRegistry, ...tags: string[]): Promise<void> {
  const window = await open(storage, images);
  await window.open(uri, dockerfile(images, ...tags));
  for (const line of tags.keys()) await expect.poll(() => hover(window, line), { timeout: 10_000 }).toContain(`Digest now: \`${images.digest}`);
  await window.stop();
}

/** As if all had been answered so many hours before. */
function age(storage: string, hours: number): void {
  const [schema, cleared, rows] = JSON.parse(readFileSync(fileIn(storage), 'utf8')) as [number, number, [string, number, number, number, unknown][]];
  const older = rows.map(([key, at, end, used, value]) => [key, at - hours * hour, end, used - hours * hour, value]);
  writeFileSync(fileIn(storage), JSON.stringify([schema, cleared, older]));
}

describe('a second session', () => {
  it('asks no registry about what the first one learned: tags, sizes and all', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1', '2', '3');
    const asked = images.asked.length;
    expect(asked).toBeGreaterThanOrEqual(3);
    await session(storage, images, '1', '2', '3');
    expect(images.asked).toHaveLength(asked);
    await session(storage, images, '4');
    expect(images.asked.length).toBeGreaterThan(asked);
  });

  it('keeps it in one file of this user\'s alone, that names no registry and no image', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    expect(readdirSync(join(storage, 'registries'))).toEqual(['answers.json']);
    if (process.platform !== 'win32') expect(statSync(fileIn(storage)).mode & 0o777).toBe(0o600);
    const text = readFileSync(fileIn(storage), 'utf8');
    expect(text).toContain(images.digest);
    expect(text).not.toMatch(/secret-team|127\.0\.0\.1/);
  });

  it('shows what is older with its age while it asks anew, and then what is so now', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    age(storage, 3);
    images.frozen = true;
    const asked = images.asked.length;
    const window = await open(storage, images);
    await window.open(uri, dockerfile(images, '1'));
    expect(await hover(window)).toContain(`Digest as of 3 hours ago: \`${images.digest}`);
    await expect.poll(() => images.asked.length, { timeout: 10_000 }).toBeGreaterThan(asked);
    expect(await hover(window)).toContain('Digest as of 3 hours ago');
    images.release();
    await expect.poll(() => hover(window), { timeout: 10_000 }).toContain('Digest now');
  });

  it('forgets after a day what a tag stood for', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    age(storage, 25);
    const window = await open(storage, images, { settings: { offline: true } });
    await window.open(uri, dockerfile(images, '1'));
    expect(await hover(window)).not.toMatch(/Digest (?:now|as of)/);
  });

  it('tells it offline, with its age', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    age(storage, 3);
    const asked = images.asked.length;
    const offline = await open(storage, images, { settings: { offline: true } });
    await offline.open(uri, dockerfile(images, '1'));
    expect(await hover(offline)).toContain('Digest as of 3 hours ago');
    expect(images.asked).toHaveLength(asked);
  });

  it.each([
    ['half a file', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').slice(0, 60))],
    ['somebody else\'s file', (path: string) => writeFileSync(path, '{"__proto__": {"polluted": true}}')],
    ['another version\'s file', (path: string) => writeFileSync(path, readFileSync(path, 'utf8').replace('[1,', '[2,'))],
    ['nothing', (path: string) => rmSync(path)],
  ])('that finds %s begins anew, and says nothing of it', async (_what, spoil) => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    spoil(fileIn(storage));
    const asked = images.asked.length;
    const window = await open(storage, images);
    await window.open(uri, dockerfile(images, '1'));
    await expect.poll(() => hover(window), { timeout: 10_000 }).toContain('Digest now');
    expect(images.asked.length).toBeGreaterThan(asked);
    expect(complaints(window)).toEqual([]);
    await window.stop();
    await session(storage, images, '1');
  });
});

describe('two windows', () => {
  it('that learn different things at the same time leave both to the next', async () => {
    const [storage, images] = [createStorage(), await registry()];
    const [one, two] = await Promise.all([open(storage, images), open(storage, images)]);
    await Promise.all([one.open(uri, dockerfile(images, '1', '2')), two.open(uri, dockerfile(images, '3', '4'))]);
    for (const window of [one, two]) for (const line of [0, 1]) await expect.poll(() => hover(window, line), { timeout: 10_000 }).toContain('Digest now');
    await one.stop();
    await two.stop();
    const asked = images.asked.length;
    await session(storage, images, '1', '2', '3', '4');
    expect(images.asked).toHaveLength(asked);
  });
});

describe('a storage that cannot be written to', () => {
  it('costs one line in the log, and no answer', async () => {
    const [storage, images] = [createStorage(), await registry()];
    // Whoever runs this may be root, whom no mode keeps out: a file stands where the folder would.
    writeFileSync(join(storage, 'registries'), '');
    chmodSync(storage, 0o555);
    const window = await open(storage, images);
    await window.open(uri, dockerfile(images, '1', '2'));
    await expect.poll(() => hover(window, 1), { timeout: 10_000 }).toContain('Digest now');
    await expect.poll(() => complaints(window), { timeout: 10_000 }).toEqual([expect.stringContaining('could not be written to the disk')]);
    await window.change(uri, dockerfile(images, '3', '4'));
    await expect.poll(() => hover(window, 1), { timeout: 10_000 }).toContain('Digest now');
    await window.stop();
    expect(complaints(window)).toHaveLength(1);
    chmodSync(storage, 0o755);
  });
});

describe('the command that clears the cache', () => {
  it('empties memory and disk, and what is in sight is looked up anew', async () => {
    const [storage, images] = [createStorage(), await registry()];
    await session(storage, images, '1');
    const window = await open(storage, images);
    await window.open(uri, dockerfile(images, '1'));
    await expect.poll(() => hover(window), { timeout: 10_000 }).toContain('Digest now');
    const asked = images.asked.length;
    expect(await window.connection.sendRequest('plimsoll/clearCache')).toBe(true);
    expect((JSON.parse(readFileSync(fileIn(storage), 'utf8')) as unknown[])[2]).toEqual([]);
    await expect.poll(() => images.asked.length, { timeout: 10_000 }).toBeGreaterThan(asked);
    await expect.poll(() => hover(window), { timeout: 10_000 }).toContain('Digest now');
  });
});

describe('attack A22: what a login was told', () => {
  /** A machine with a Docker login for the registry, until `signOut`. */
  async function signedIn() {
    const [storage, images] = [createStorage(), await registry()];
    const before = process.env['DOCKER_CONFIG'];
    const folder = join(storage, 'docker');
    mkdirSync(folder);
    process.env['DOCKER_CONFIG'] = folder;
    afterwards(() => {
      if (before === undefined) delete process.env['DOCKER_CONFIG'];
      else process.env['DOCKER_CONFIG'] = before;
    });
    const write = (auths: object): void => writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }));
    write({ [images.host]: { auth: Buffer.from('alice:canary-secret').toString('base64') } });
    await session(storage, images, '1');
    return { storage, images, signOut: () => write({}) };
  }

  it('it is told again offline, and nothing of the login is on the disk', async () => {
    const { storage, images } = await signedIn();
    const window = await open(storage, images, { settings: { offline: true } });
    await window.open(uri, dockerfile(images, '1'));
    expect(await hover(window)).toContain('Digest now');
    expect(readFileSync(fileIn(storage), 'utf8')).not.toMatch(/alice|canary/);
    expect(readFileSync(fileIn(storage), 'utf8')).not.toContain(Buffer.from('alice:canary-secret').toString('base64'));
  });

  it('attack A22: nobody is told after signing out, neither in the next session nor in the one that goes on', async () => {
    const { storage, images, signOut } = await signedIn();
    const going = await open(storage, images);
    await going.open(uri, dockerfile(images, '1'));
    expect(await hover(going)).toContain('Digest now');
    signOut();
    going.settings = { offline: true };
    await going.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    // The files of logins are looked at again after a quarter of a second.
    await vi.waitFor(async () => expect(await hover(going)).not.toContain(images.digest), { timeout: 2_000, interval: 50 });
    const next = await open(storage, images, { settings: { offline: true } });
    await next.open(uri, dockerfile(images, '1'));
    expect(await hover(next)).not.toContain(images.digest);
    // Whoever asks again, as nobody, is told what nobody is told.
    const asked = images.asked.length;
    await session(storage, images, '1');
    expect(images.asked.length).toBeGreaterThan(asked);
  });
});
