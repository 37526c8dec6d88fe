import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chunksOf } from '../scripts/lib/animated-png.mjs';

const root = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Bytes: somebody on a slow line reads the text meanwhile. */
const largest = 1_200_000;

const picture = /!\[([^\]]*)\]\(([^)]*)\)/g;
const picturesOf = (readme: string) => [...read(readme).matchAll(picture)].map(([whole, alternative = '', path = '']) => ({ whole, alternative, path }));

/** Milliseconds that each frame is shown. */
function timesOf(path: string): number[] {
  const frames = chunksOf(readFileSync(join(root, path))).filter(({ type }) => type === 'fcTL');
  return frames.map(({ data }) => (data.readUInt16BE(20) * 1000) / data.readUInt16BE(22));
}

describe.each(['README.md', 'README.ja.md'])('the pictures of %s', readme => {
  const pictures = picturesOf(readme);

  it('are there, and small', () => {
    expect(pictures.length).toBeGreaterThan(0);
    for (const { path } of pictures) {
      expect(existsSync(join(root, path)), path).toBe(true);
      expect(statSync(join(root, path)).size, path).toBeLessThanOrEqual(largest);
    }
  });

  it('have words for whoever does not see them', () => {
    for (const { alternative } of pictures) expect(alternative.length).toBeGreaterThan(30);
  });

  it('stand on lines of their own, so that the package can leave them out', () => {
    const lines = read(readme).split('\n');
    for (const { whole } of pictures) expect(lines).toContain(whole);
  });
});

describe('the animation of a pin', () => {
  it('stands first in both languages', () => {
    expect(['README.md', 'README.ja.md'].map(readme => picturesOf(readme)[0]?.path)).toEqual(['docs/images/pin.png', 'docs/images/pin.png']);
  });

  it('is calm: a few frames in five to eight seconds, the outcome for two of them, and then it ends', () => {
    const times = timesOf('docs/images/pin.png');
    expect(times.length).toBeLessThanOrEqual(8);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(1000);
    expect(times.at(-1)).toBeGreaterThanOrEqual(2000);
    const all = times.reduce((sum, time) => sum + time, 0);
    expect(all).toBeGreaterThanOrEqual(5000);
    expect(all).toBeLessThanOrEqual(8000);
    const control = chunksOf(readFileSync(join(root, 'docs/images/pin.png'))).find(({ type }) => type === 'acTL');
    expect(control?.data.readUInt32BE(0)).toBe(times.length);
    expect(control?.data.readUInt32BE(4)).toBeGreaterThan(0);
  });
});
