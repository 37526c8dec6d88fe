import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTrustFiles } from '../../server/src/node/trust-files';
import { notationConfigFolder } from '../../server/src/node/notation-config';

const files = createTrustFiles();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-trust-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('files that trust rests on', () => {
  it('are told from folders, in the order of their names', async () => {
    writeFileSync(join(folder, 'b'), '');
    writeFileSync(join(folder, '.hidden'), '');
    mkdirSync(join(folder, 'a'));
    expect(await files.list(folder)).toEqual([{ name: '.hidden', kind: 'file' }, { name: 'a', kind: 'folder' }, { name: 'b', kind: 'file' }]);
    expect(await files.list(join(folder, 'none'))).toBe('missing');
    expect(await files.list(join(folder, 'b'))).toBe('missing');
  });

  it('are read up to a size', async () => {
    writeFileSync(join(folder, 'a'), 'abc');
    expect(Buffer.from((await files.readBytes(join(folder, 'a'), 3))!).toString()).toBe('abc');
    expect(await files.readBytes(join(folder, 'a'), 2)).toBeUndefined();
    expect(await files.readBytes(folder, 100)).toBeUndefined();
    expect(await files.readBytes(join(folder, 'none'), 100)).toBeUndefined();
  });

  it.runIf(process.platform !== 'win32')('are never links', async () => {
    writeFileSync(join(folder, 'a'), 'abc');
    symlinkSync(join(folder, 'a'), join(folder, 'link'));
    expect(await files.list(folder)).toContainEqual({ name: 'link', kind: 'link' });
    expect(await files.readBytes(join(folder, 'link'), 100)).toBeUndefined();
  });
});

describe('the configuration folder of notation', () => {
  it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
    ['Linux', 'linux', {}, '/home/me/.config/notation'],
    ['Linux with another place', 'linux', { XDG_CONFIG_HOME: '/etc/me' }, '/etc/me/notation'],
    ['Linux with a relative place', 'linux', { XDG_CONFIG_HOME: 'etc' }, '/home/me/.config/notation'],
    ['macOS', 'darwin', { XDG_CONFIG_HOME: '/etc/me' }, '/home/me/Library/Application Support/notation'],
    ['Windows', 'win32', { APPDATA: 'C:\\Users\\me\\AppData\\Roaming' }, 'C:/Users/me/AppData/Roaming/notation'],
    ['a variable', 'linux', { NOTATION_CONFIG: '/opt/notation' }, '/opt/notation'],
    ['a variable on Windows', 'win32', { NOTATION_CONFIG: 'D:\\notation' }, 'D:/notation'],
    ['a relative variable', 'linux', { NOTATION_CONFIG: 'notation' }, '/home/me/.config/notation'],
  ])('on %s', (_, platform, environment, expected) => {
    expect(notationConfigFolder(environment, platform, '/home/me')).toBe(expected);
  });
});
