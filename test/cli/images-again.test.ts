import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliFolder, type CliResult } from '../support/cli';

let folder: CliFolder;
let home: CliFolder;

beforeEach(() => {
  folder = new CliFolder();
  home = new CliFolder();
  folder.put(Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`${index}/Dockerfile`, `FROM node:${index}\n`])));
});
afterEach(() => {
  folder.remove();
  home.remove();
});

const images = (...argv: string[]): Promise<CliResult> => folder.run(['images', ...argv], { XDG_CACHE_HOME: home.path });
const listings = (): string => join(home.path, 'plimsoll/listings');

describe('images of a large tree', () => {
  it('are taken from what the last run kept, for this person alone', async () => {
    const { out } = await images();
    const [name] = readdirSync(listings());
    const file = join(listings(), name as string);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(listings()).mode & 0o777).toBe(0o700);
    expect((await images()).out).toBe(out);
    // That it is the file which speaks can be seen where it says something else.
    writeFileSync(file, readFileSync(file, 'utf8').replace('"tag":"7"', '"tag":"seven"'));
    expect((await images()).out).toBe(out.replace('library/node:7\n', 'library/node:seven\n'));
  });

  it('are read where a file changed, came or went', async () => {
    await images();
    folder.put({ '7/Dockerfile': 'FROM node:7.1\n', 'a/Dockerfile': 'FROM alpine\n' });
    const { out } = await images();
    expect(out).toContain('7/Dockerfile:1:6  base  docker.io/library/node:7.1\n');
    expect(out).toContain('a/Dockerfile:1:6  base  docker.io/library/alpine\n');
    expect(out).not.toContain('library/node:7\n');
  });

  it('are the same as JSON, but for the time', async () => {
    await images();
    const [first, again] = [await images('--format', 'json'), await folder.run(['images', '--format', 'json'])];
    expect({ ...again.json(), checkedAt: '' }).toEqual({ ...first.json(), checkedAt: '' });
  });

  it('leave nothing where the machine has no place for it', async () => {
    const { code } = await folder.run(['images']);
    expect(code).toBe(0);
    expect(existsSync(listings())).toBe(false);
    expect(readdirSync(folder.path)).toHaveLength(500);
  });
});
