import * as real from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replaceFile } from '../../server/src/node/replace-file';

type Failing = 'writeFile' | 'chmod' | 'rename';
const failing = vi.hoisted(() => ({ step: undefined as Failing | undefined }));

/** The real file system; the step that a test names fails as on a full disk, a write only after its first half. */
vi.mock('node:fs/promises', async (original) => {
  const actual = await original<typeof real>();
  const full = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const broken = <A extends unknown[]>(step: Failing, work: (...given: A) => Promise<void>, before = async (..._given: A) => undefined as void) =>
    async (...given: A) => {
      if (failing.step !== step) return work(...given);
      await before(...given);
      throw full();
    };
  const half = (path: string, text: string) => actual.writeFile(path, text.slice(0, text.length / 2));
  return { ...actual, writeFile: broken('writeFile', actual.writeFile as typeof half, half), chmod: broken('chmod', actual.chmod), rename: broken('rename', actual.rename) };
});

let folder: string;

beforeEach(async () => {
  folder = await real.mkdtemp(join(tmpdir(), 'plimsoll-full-'));
});
afterEach(async () => {
  failing.step = undefined;
  await real.rm(folder, { recursive: true });
});

describe('a full disk', () => {
  it.each<Failing>(['writeFile', 'chmod', 'rename'])('that shows at %s leaves the old text, and nothing else', async step => {
    const path = join(folder, 'Dockerfile');
    await real.writeFile(path, 'FROM node:20\n');
    failing.step = step;
    await expect(replaceFile(path, 'FROM node:20\n', 'FROM node:20@sha256:0\n')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await real.readFile(path, 'utf8')).toBe('FROM node:20\n');
    expect(await real.readdir(folder)).toEqual(['Dockerfile']);
  });
});
