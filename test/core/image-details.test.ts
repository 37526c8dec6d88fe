import { describe, expect, it } from 'vitest';
import { formatSize, parseCreated, plausiblePlatforms, sizeChange } from '../../server/src/core/image-details';

describe('sizes', () => {
  it.each([
    [0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [9_940, '9.9 kB'], [9_960, '10 kB'], [52_340_000, '52 MB'], [999_499, '999 kB'], [999_500, '1.0 MB'],
    [1_234_000_000, '1.2 GB'], [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

  it.each([[400, 88, -78], [100, 100, 0], [50, 60, 20], [0, 10, undefined], [10, 0, undefined]])('from %d to %d is %s %%', (from, to, change) => {
    expect(sizeChange(from, to)).toBe(change);
  });
});

describe('the time of a build', () => {
  it.each([
    ['2026-11-14T06:05:04Z', '2026-11-14T06:05:04.000Z'], ['2026-11-14T06:05:04.123456789+02:00', '2026-11-14T04:05:04.123Z'], ['2026-11-14T06:05:04.1Z', '2026-11-14T06:05:04.100Z'],
  ])('%s', (text, time) => expect(new Date(parseCreated(text) ?? 0).toISOString()).toBe(time));

  it.each([
    undefined, '', 'yesterday', '2026-11-14', '2026-13-14T06:05:04Z', '1970-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-01-01T00:00:00Z', ' 2026-11-14T06:05:04Z', '2026-11-14T06:05:04Z x',
  ])('is not known from %s', text => expect(parseCreated(text)).toBeUndefined());
});

describe('platforms', () => {
  it('are told once each, as far as they can be shown', () => {
    expect(plausiblePlatforms(['linux/amd64', 'linux/arm/v7', 'linux/amd64', '](command:x)', 'linux', 7, 'a/b/c/d'])).toEqual(['linux/amd64', 'linux/arm/v7']);
    expect(plausiblePlatforms(['x'.repeat(99)])).toBeUndefined();
    expect(plausiblePlatforms(Array.from({ length: 99 }, (_, index) => `linux/a${index}`))).toHaveLength(32);
  });
});
