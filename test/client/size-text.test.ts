import { describe, expect, it } from 'vitest';
import { sizeText } from '../../client/src/size-text';

describe('a size', () => {
  it.each([
    [0, '0 B'], [999, '999 B'], [1000, '1.0 kB'], [9949, '9.9 kB'], [9950, '10 kB'], [41_234_567, '41 MB'], [999_400_000, '999 MB'],
    [999_600_000, '1.0 GB'], [2_345_000_000, '2.3 GB'], [5e13, '50000 GB'],
  ])('of %i bytes is %s', (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});
