import * as real from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cacheFolder } from '../../server/src/node/cache-folder';
import { createKeptFiles } from '../../server/src/node/kept-files';
import { createScratch } from '../../server/src/node/scratch';

type Failing = 'mkdir' | 'writeFile' | 'rename';
const failing = vi.hoisted(() => ({ step: undefined as Failing | undefined }));

/** The real file system, where the step that a test names fails as on a disk that is full or cannot be written to. */
vi.mock('node:fs/promises', async original => {
  const actual = await original<typeof real>();
  const broken = <A extends unknown[], R>(step: Failing, work: (...given: A) => Promise<R>) => async (...given: A): Promise<R> => {
    if (failing.step === step) throw Object.assign(new Error('EROFS'), { code: 'EROFS' });
    return work(...given);
  };
  return { ...actual, mkdir: broken('mkdir', actual.mkdir), writeFile: broken('writeFile', actual.writeFile), rename: broken('rename', actual.rename) };
});

let folder: string;

beforeEach(async () => {
  folder = await real.mkdtemp(join(tmpdir(), 'plimsoll-kept-'));
});
afterEach(async () => {
  failing.step = undefined;
  await real.rm(folder, { recursive: true });
});

describe('kept files', () => {
  it('come back as they were, from a folder that is made for them', async () => {
    const kept = createKeptFiles(join(folder, 'deep/er'));
    expect(await kept.read('a.json')).toBeUndefined();
    expect(await kept.write('a.json', 'one')).toBe(true);
    expect(await kept.write('a.json', 'two')).toBe(true);
    expect(await kept.read('a.json')).toBe('two');
    expect(await real.readdir(join(folder, 'deep/er'))).toEqual(['a.json']);
  });

  it.runIf(process.platform !== 'win32')('are this user\'s alone', async () => {
    await createKeptFiles(join(folder, 'tuf')).write('a.json', 'one');
    expect((await real.stat(join(folder, 'tuf'))).mode & 0o077).toBe(0);
    expect((await real.stat(join(folder, 'tuf/a.json'))).mode & 0o077).toBe(0);
  });

  it.each<Failing>(['mkdir', 'writeFile', 'rename'])('stay as they were, whole, when %s fails', async step => {
    const kept = createKeptFiles(folder);
    await kept.write('a.json', 'one');
    failing.step = step;
    expect(await kept.write('a.json', 'two')).toBe(false);
    expect(await kept.read('a.json')).toBe('one');
    expect(await real.readdir(folder)).toEqual(['a.json']);
  });

  it('are nothing where something else has their name, or they are too large to be ours', async () => {
    const kept = createKeptFiles(folder);
    await real.mkdir(join(folder, 'a.json'));
    expect(await kept.read('a.json')).toBeUndefined();
    expect(await kept.write('a.json', 'one')).toBe(false);
    await real.truncate(await touch('b.json'), 8 * 1024 * 1024 + 1);
    expect(await kept.read('b.json')).toBeUndefined();
    await real.writeFile(join(folder, 'file'), '');
    expect(await createKeptFiles(join(folder, 'file')).write('a.json', 'one')).toBe(false);
  });

  it('are none without a folder', async () => {
    const kept = createKeptFiles(undefined);
    expect(await kept.write('a.json', 'one')).toBe(false);
    expect(await kept.read('a.json')).toBeUndefined();
  });

  async function touch(name: string): Promise<string> {
    await real.writeFile(join(folder, name), '');
    return join(folder, name);
  }
});

describe('a scratch folder', () => {
  it('is gone afterwards, with all that is in it, however the work ends', async () => {
    const scratch = createScratch();
    const paths: string[] = [];
    const work = async (fail: boolean) => scratch.within(async inside => {
      paths.push(await inside.write('a.json', Buffer.from('one')));
      expect(Buffer.from(await inside.read('a.json')).toString()).toBe('one');
      expect(paths.at(-1)).toBe(join(inside.path, 'a.json'));
      if (fail) throw new Error('failed');
      return 'done';
    });
    expect(await work(false)).toBe('done');
    await expect(work(true)).rejects.toThrow('failed');
    for (const path of paths) await expect(real.stat(join(path, '..'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect(new Set(paths).size).toBe(2);
  });
});

describe('the command line\'s cache', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string | undefined]>([
    ['linux', { XDG_CACHE_HOME: '/cache', HOME: '/home/me' }, '/cache/plimsoll'],
    ['linux', { HOME: '/home/me' }, '/home/me/.cache/plimsoll'],
    ['linux', { XDG_CACHE_HOME: 'cache', HOME: '/home/me' }, '/home/me/.cache/plimsoll'],
    ['linux', { XDG_CACHE_HOME: '', HOME: '' }, undefined],
    ['linux', {}, undefined],
    ['darwin', { XDG_CACHE_HOME: '/cache', HOME: '/Users/me' }, '/Users/me/Library/Caches/plimsoll'],
    ['win32', { LOCALAPPDATA: '/local', USERPROFILE: '/me' }, '/local/plimsoll'],
    ['win32', { USERPROFILE: '/me' }, '/me/AppData/Local/plimsoll'],
  ])('on %s with %j', (platform, environment, expected) => {
    expect(cacheFolder(environment, platform)).toBe(expected === undefined ? undefined : join(expected));
  });
});
