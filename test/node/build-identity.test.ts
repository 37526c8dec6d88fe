import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildIdentity } from '../../server/src/node/build-identity';

let folder: string;
const put = (name: string, text: string, time = 1): void => {
  writeFileSync(join(folder, name), text);
  utimesSync(join(folder, name), time, time);
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-build-'));
  put('a.js', 'one');
  put('b.js', 'two');
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each<[string, () => void]>([
  ['is larger', () => put('b.js', 'three')],
  ['was written at another time', () => put('b.js', 'two', 2)],
  ['came', () => put('c.js', '')],
  ['went', () => rmSync(join(folder, 'a.js'))],
])('is another one when a bundle %s', (_, change) => {
  const before = buildIdentity(folder);
  change();
  expect(buildIdentity(folder)).not.toBe(before);
});

it('is the same for the same bundles, whatever else is there', () => {
  const before = buildIdentity(folder);
  put('a.js', 'one');
  put('a.js.map', 'x');
  expect(buildIdentity(folder)).toBe(before);
});
