import { describe, expect, it } from 'vitest';
import { formatSize, sizeChange } from '../../server/src/core/image-details';

describe('sizes', () => {
  it.each([
    [0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [9_940, '9.9 kB'], [9_960, '10 kB'], [52_340_000, '52 MB'], [999_499, '999 kB'], [999_500, '1.0 MB'],
    [1_234_000_000, '1.2 GB'], [5e15, '5000 TB'],
  ])('%d bytes are %s', (bytes, text) => expect(formatSize(bytes)).toBe(text));

  it.each([[400, 88, -78], [100, 100, 0], [50, 60, 20], [0, 10, undefined], [10, 0, undefined]])('from %d to %d is %s %%', (from, to, change) => {
    expect(sizeChange(from, to)).toBe(change);
  });
});
