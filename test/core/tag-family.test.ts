import { describe, expect, it } from 'vitest';
import { compareTags, newestOf } from '../../server/src/core/tag-family';
import { editDistance, nearestTags } from '../../server/src/core/tag-nearest';
import { orderTags } from '../../server/src/core/tag-order';
import { shapeOf } from '../../server/src/core/tag-shape';
import { createRandom } from '../support/random';

const nginx = ['1', '1.26', '1.26.2', '1.26.3', '1.27', '1.27.3', '1.27.4', '1.27.4-alpine', '1.27.4-alpine3.20', '1.27.5-alpine3.21', '1.28.0-rc1', 'v1.27.9', '2.0.0', 'latest', 'mainline', 'stable', '20241001'];

describe('two tags of a family', () => {
  it.each([
    ['1.27.10', '1.27.9'],
    ['1.27', '1.27.9'],
    ['1.28.0', '1.28.0-rc1'],
    ['1.28.0-rc1', '1.28.0-beta9'],
    ['1.28.0-rc.10', '1.28.0-rc.9'],
    ['24-ea-11', '24-ea-9'],
    ['1.2.3-r10', '1.2.3-r9'],
    ['2024-10-01', '20240930'],
    ['8.10-20260602', '8.10-20260601'],
  ])('%s is newer than %s', (newer, older) => {
    expect(compareTags(newer, older)).toBeGreaterThan(0);
    expect(compareTags(older, newer)).toBeLessThan(0);
  });
});

describe('the newest of a family', () => {
  it.each([
    ['1.27.3', nginx, '1.27.4'],
    ['1.26', nginx, '1.27'],
    ['1', nginx, undefined],
    ['1.27.3-alpine', nginx, '1.27.4-alpine'],
    ['1.27.3-alpine3.20', nginx, '1.27.4-alpine3.20'],
    ['1.28.0', nginx, undefined],
    ['v1.27.3', nginx, 'v1.27.9'],
    ['latest', nginx, undefined],
    ['20240101', nginx, '20241001'],
    ['1.27.4-rc1', ['1.27.4-rc2', '1.28.0-rc1'], '1.27.4-rc2'],
    ['1.27.4-rc1', ['1.27.4-rc2', '1.27.4'], '1.27.4'],
    ['28-ea-11', ['28-ea', '28-ea-12'], '28-ea-12'],
    ['20.1.0', ['20.2.0', '22.0.0', '21.5.0'], '20.2.0'],
    ['24.04', ['24.10', '26.04'], undefined],
    ['23.04', ['23.10', '24.04'], '23.10'],
    ['24.04-20240101', ['24.04-20250101', '24.10-20260101'], '24.04-20250101'],
    ['1.2', ['1.02'], undefined],
    ['1.2.3-r1', ['1.2.3-r4', '1.2.3'], '1.2.3-r4'],
    ['9f86d081884c7d65', ['9f86d081884c7d66'], undefined],
    ['1.2.3-9f86d08', ['1.2.4-9f86d09'], undefined],
    ['1a234567', ['1a234568'], undefined],
    ['12345', ['20241001'], undefined],
  ])('of %s', (tag, tags, newest) => {
    expect(newestOf(tag, tags)).toBe(newest);
  });
});

describe('the nearest to a tag that is not there', () => {
  it.each([
    ['1.27.30', '1.27.3'],
    ['1.72.4', '1.27.4'],
    ['1.27.4-alpine3.19', '1.27.4-alpine3.20'],
    ['1.27.4-alpin', '1.27.4-alpine'],
    ['1.27.9', 'v1.27.9'],
    ['lates', 'latest'],
    ['mianline', 'mainline'],
    ['1.28', '1.27'],
    ['20241002', '20241001'],
  ])('%s: %s', (wrong, nearest) => {
    expect(nearestTags(wrong, nginx)[0]).toBe(nearest);
  });

  it.each(['quite-different', '9f86d081884c7d65', ''])('%j: none', wrong => {
    expect(nearestTags(wrong, nginx)).toEqual([]);
  });

  it('are no more than one wants', () => {
    expect(nearestTags('1.27.30', nginx)).toHaveLength(3);
    expect(nearestTags('1.27.30', nginx, 1)).toHaveLength(1);
  });
});

describe('the distance of two texts', () => {
  it.each([['', '', 0], ['abc', '', 3], ['', 'ab', 2], ['abc', 'acb', 1], ['abc', 'abd', 1], ['abc', 'bc', 1], ['ca', 'abc', 3]])('%j and %j: %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('the order in which to propose tags', () => {
  it('is newest first, versions before variants, and unfinished ones late', () => {
    expect(orderTags([...nginx, '1.9.15', '1.27.4-windowsservercore-ltsc2022', '9f86d081884c7d65', 'bookworm'].sort())).toEqual([
      '2.0.0', '1', '1.27', 'v1.27.9', '1.27.4', '1.27.3', '1.26', '1.26.3', '1.26.2', '1.9.15',
      'stable', 'mainline',
      '1.27.5-alpine3.21', '1.27.4-alpine', '1.27.4-alpine3.20',
      'bookworm', '20241001', '1.28.0-rc1', '1.27.4-windowsservercore-ltsc2022', 'latest', '9f86d081884c7d65',
    ]);
  });

  it('leaves commits as they came, which is newest first where the registry tells', () => {
    expect(orderTags(['sha-9f86d08', 'sha-0a1b2c3', '1.0', 'sha-7d65aaa'])).toEqual(['1.0', 'sha-9f86d08', 'sha-0a1b2c3', 'sha-7d65aaa']);
  });

  it('begins with the family that is replaced, and goes on with the one like it', () => {
    expect(orderTags(nginx, '1.26.0-alpine3.20').slice(0, 3)).toEqual(['1.27.4-alpine3.20', '1.27.5-alpine3.21', '1.27.4-alpine']);
  });

  it('begins with the families whose names begin as typed', () => {
    expect(orderTags(['3.9', '3.12-slim', '3.12-slim-bookworm', '3.12-trixie'], '3.12-sl')[0]).toBe('3.12-slim');
  });
});

describe('for any text', () => {
  const random = createRandom(20261126);
  const pieces = ['1', '27', '3', '.', '.', '-', '-', '_', 'v', 'rc', 'beta', 'alpha', 'alpine', '3.20', 'bookworm', 'slim', '2024', '10', '01', 'T', 'Z', '20241001', 'abcdef1', 'lts', 'latest', 'u', 'b', 'r', '0', '99999999999999999999', '\u0000', '😀', '@', '*', ' ', '$1', 'ea', 'M'];
  const hostile = (): string => Array.from({ length: random.below(12) }, () => random.pick(pieces)).join('').slice(0, 140);
  const many = Array.from({ length: 120 }, hostile);

  it('is a total order', () => {
    for (const a of many) {
      expect(compareTags(a, a)).toBe(0);
      for (const b of many) {
        expect(Math.sign(compareTags(a, b))).toBe(0 - Math.sign(compareTags(b, a)));
        if (a !== b) expect(compareTags(a, b)).not.toBe(0);
      }
    }
    const sorted = [...many].sort(compareTags);
    for (let first = 0; first < sorted.length; first += 1) {
      for (let later = first; later < sorted.length; later += 1) expect(compareTags(sorted[first] as string, sorted[later] as string)).toBeLessThanOrEqual(0);
    }
  });

  it('is one order, whatever order the tags came in', () => {
    const unique = [...new Set(many)].filter(tag => shapeOf(tag).kind !== 'commit');
    expect(unique.length).toBeGreaterThan(80);
    const once = orderTags(unique, many[3]);
    expect(orderTags([...unique].reverse(), many[3])).toEqual(once);
    expect([...once].sort()).toEqual([...unique].sort());
  });

  it('proposes only what is there, and nothing older', () => {
    for (const tag of many) {
      for (const near of nearestTags(tag, many)) expect(many).toContain(near);
      const newest = newestOf(tag, many);
      if (newest === undefined) continue;
      expect(many).toContain(newest);
      expect(shapeOf(newest).family).toBe(shapeOf(tag).family);
      expect(compareTags(newest, tag)).toBeGreaterThan(0);
    }
  });

  /** Texts that would keep an expression busy for ever that goes back over what it has read. */
  it.each(['1'.repeat(127) + '!', '1.'.repeat(64), 'a'.repeat(127) + '!', '-'.repeat(128), '1-'.repeat(64), '2024-10-01'.repeat(12), '2024'.repeat(32), 'rc.1'.repeat(32), '1.1beta'.repeat(18), '0a'.repeat(64)])('takes the longest tag in its stride: %s', text => {
    for (let round = 0; round < 2_000; round += 1) shapeOf(text);
    expect(shapeOf(text).tag).toBe(text);
  });
});
