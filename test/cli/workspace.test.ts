import { spawn } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProgress } from '../../server/src/cli/progress';
import type { CliRuntime } from '../../server/src/cli/runtime';
import { builtBundle } from '../support/built';
import { CliFolder } from '../support/cli';

let folder: CliFolder;

beforeEach(() => {
  folder = new CliFolder();
});
afterEach(() => folder.remove());

interface Images {
  readonly images: readonly { readonly file: string }[];
}

async function filesWithImages(...paths: string[]): Promise<string[]> {
  const { code, json } = await folder.run(['images', '--format', 'json', ...paths]);
  expect(code).toBe(0);
  return json<Images>().images.map(({ file }) => file);
}

describe('a folder', () => {
  it('is read once through links, and never out of itself', async () => {
    folder.put({ 'a/Dockerfile': 'FROM node\n', 'b/x.txt': '' });
    symlinkSync(join(folder.path, 'a'), join(folder.path, 'b/linked'));
    symlinkSync('Dockerfile', join(folder.path, 'a/Linked.Dockerfile'));
    symlinkSync('nowhere', join(folder.path, 'a/Broken.Dockerfile'));
    symlinkSync(folder.path, join(folder.path, 'b/loop'));
    expect(await filesWithImages()).toEqual(['a/Dockerfile']);
    expect(await filesWithImages('b/linked', 'a/Linked.Dockerfile')).toEqual(['b/linked/Dockerfile', 'a/Linked.Dockerfile']);
  });

  it('names what cannot be read, and goes on', async () => {
    folder.put({ 'a.Dockerfile': 'FROM node\n', 'b.Dockerfile': 'FROM node\n' });
    // Root reads everything: what is no file at all stands for what it may not read.
    chmodSync(join(folder.path, 'a.Dockerfile'), 0o000);
    symlinkSync('/dev/zero', join(folder.path, 'c.Dockerfile'));
    const { out, err } = await folder.run(['images', '--format', 'json', '.', 'c.Dockerfile']);
    expect(err).toContain('c.Dockerfile: cannot be read');
    expect(out).toContain('b.Dockerfile');
  });

  it('keeps to .gitignore on every level', async () => {
    folder.put({
      '.gitignore': 'out/\n*.tmp.Dockerfile\n', 'out/Dockerfile': 'FROM node\n', 'a/.gitignore': '!b.tmp.Dockerfile\nDockerfile\n',
      'a/Dockerfile': 'FROM node\n', 'a/b.tmp.Dockerfile': 'FROM node\n', 'c.tmp.Dockerfile': 'FROM node\n',
    });
    expect(await filesWithImages()).toEqual(['a/b.tmp.Dockerfile']);
  });
});

describe('progress', () => {
  function progressOf(kind: 'line' | 'log' | 'none', times: readonly number[]): string {
    let said = '';
    let now = 0;
    const runtime = { terminal: { colors: false, progress: kind }, clock: { now: () => now }, err: (text: string) => void (said += text) };
    const progress = createProgress(runtime as unknown as CliRuntime);
    times.forEach((time, index) => {
      now = time;
      progress.at(index + 1, times.length);
    });
    progress.end();
    return said;
  }

  it('waits a second, then writes one line over on a terminal and wipes it', () => {
    expect(progressOf('line', [1, 999, 1000, 1050, 1100])).toBe('\rplimsoll: 3/5\rplimsoll: 5/5\r             \r');
    expect(progressOf('line', [1, 999])).toBe('');
  });

  it('says little elsewhere, and nothing with --quiet', () => {
    expect(progressOf('log', [1, 1000, 1100, 6000])).toBe('plimsoll: 2/4\nplimsoll: 4/4\n');
    expect(progressOf('none', [1, 1000, 9000])).toBe('');
  });
});

describe('SIGINT', () => {
  it('ends with 130 and no half report', async () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - image: node:20\n'.padEnd(4000, '# filler\n');
    folder.put(Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`pods/${index}.yaml`, pod])));
    const child = spawn(process.execPath, [builtBundle('cli'), 'check', '--offline', '--format', 'json'], { cwd: folder.path });
    let out = '';
    child.stdout.on('data', (data: Buffer) => void (out += data.toString()));
    const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
    // A policy file that is a mistake is told of at the first document: by then the walk is done and the reading has begun.
    folder.put({ '.plimsoll.yaml': 'nonsense: true\n' });
    await new Promise(resolve => child.stderr.once('data', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(out).toBe('');
  });
});
