import { execFileSync } from 'node:child_process';
import {
  chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../server/src/node/files';
import { replaceFile } from '../../server/src/node/replace-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = ''): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function walked(): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of createFiles().walk(folder)) paths.push(path);
  return paths.sort();
}

describe('walk', () => {
  it('takes dot folders and leaves out .git, node_modules and what .gitignore names', async () => {
    put('.gitignore', 'out/\n*.log\n!keep.log\n');
    for (const path of ['Dockerfile', '.github/w.yml', '.git/config', 'node_modules/a/Dockerfile', 'out/x.yaml', 'a/b.log', 'a/keep.log']) put(path);
    expect(await walked()).toEqual(['.github/w.yml', '.gitignore', 'Dockerfile', 'a/keep.log']);
  });

  it('lets a nearer .gitignore decide for its own folder', async () => {
    put('.gitignore', '*.yaml\n');
    put('deploy/.gitignore', '!pod.yaml\n');
    put('deploy/pod.yaml');
    put('deploy/other.yaml');
    expect(await walked()).toEqual(['.gitignore', 'deploy/.gitignore', 'deploy/pod.yaml']);
  });

  it('follows no linked folder', async () => {
    put('a/Dockerfile');
    symlinkSync(folder, join(folder, 'a/loop'));
    expect(await walked()).toEqual(['a/Dockerfile']);
  });
});

describe('a disk that is not what it seems', () => {
  it('gives no text for what is no regular file', async () => {
    put('folder/x');
    for (const [name, target] of [['endless', '/dev/zero'], ['input', '/dev/stdin'], ['dangling', 'nowhere'], ['self', 'self']] as const) {
      symlinkSync(target, join(folder, name));
      expect(await createFiles().readText(join(folder, name))).toBeUndefined();
    }
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const name of ['folder', 'pipe', 'nothing', 'folder/x/y', 'a\0b']) expect(await createFiles().readText(join(folder, name))).toBeUndefined();
  });

  it('gives no text for more than anybody writes, and what a link leads to', async () => {
    put('large');
    truncateSync(join(folder, 'large'), 65 * 1024 * 1024);
    put('file', 'text');
    symlinkSync('file', join(folder, 'link'));
    expect((await createFiles().readText(join(folder, 'large')))?.length).toBeUndefined();
    expect(await createFiles().readText(join(folder, 'link'))).toBe('text');
  });

  it('is walked around a .gitignore that is a folder or an endless device', async () => {
    put('.gitignore/x');
    put('a/Dockerfile');
    symlinkSync('/dev/zero', join(folder, 'a/.gitignore'));
    expect(await walked()).toEqual(['.gitignore/x', 'a/Dockerfile']);
  });

  it('is walked to the end when things vanish meanwhile, and when there is nothing', async () => {
    const names = ['a/1', 'b/1', 'b/inner/1', 'b/inner/2', 'c/1'];
    for (const path of names) put(path);
    const files = createFiles();
    const seen: string[] = [];
    for await (const path of files.walk(folder)) {
      seen.push(path);
      rmSync(join(folder, 'b'), { recursive: true, force: true });
    }
    // The folders beside are listed ahead, those in them are not.
    expect(seen).toEqual(['a/1', 'b/1', 'c/1']);
    expect(await files.readText(join(folder, 'b/1'))).toBeUndefined();
    for await (const path of files.walk(join(folder, 'nowhere'))) seen.push(path);
    expect(seen).toHaveLength(3);
  });

  it('is walked in order, however many folders stand side by side, and read whole', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `${String(index).padStart(2, '0')}/in/file`);
    for (const [index, name] of names.entries()) put(name, 'é'.repeat(index));
    const seen: string[] = [];
    for await (const path of createFiles().walk(folder)) seen.push(path);
    expect(seen).toEqual(names);
    const texts = await Promise.all(names.map(name => createFiles().readText(join(folder, name))));
    expect(texts).toEqual(names.map((_, index) => 'é'.repeat(index)));
  });
});

describe('replacing a file', () => {
  it('keeps the mode and a link, and leaves nothing behind', async () => {
    put('real', 'old');
    chmodSync(join(folder, 'real'), 0o640);
    symlinkSync('real', join(folder, 'link'));
    await replaceFile(join(folder, 'link'), 'old', 'new');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('new');
    expect(readlinkSync(join(folder, 'link'))).toBe('real');
    expect(statSync(join(folder, 'real')).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(['link', 'real']);
  });

  it('refuses when the file changed meanwhile', async () => {
    put('real', 'somebody else');
    await expect(replaceFile(join(folder, 'real'), 'old', 'new')).rejects.toThrow();
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('somebody else');
  });

  it('refuses a file that is not UTF-8', async () => {
    const bytes = Buffer.from([0x46, 0xff, 0x0a]);
    writeFileSync(join(folder, 'latin'), bytes);
    const text = readFileSync(join(folder, 'latin'), 'utf8');
    await expect(replaceFile(join(folder, 'latin'), text, `${text}x`)).rejects.toThrow();
    expect(readFileSync(join(folder, 'latin')).equals(bytes)).toBe(true);
  });
});
