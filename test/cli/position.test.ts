import { describe, expect, it } from 'vitest';
import { createPlaces } from '../../server/src/cli/position';

describe('places', () => {
  it('counts lines and columns from 1, the end exclusive', () => {
    const placeOf = createPlaces('FROM a\nFROM node:20\n');
    expect(placeOf({ start: 12, end: 19 })).toEqual({ line: 2, column: 6, endLine: 2, endColumn: 13 });
  });

  it('does not count a BOM as a column', () => {
    expect(createPlaces('\uFEFFFROM a')({ start: 6, end: 7 })).toEqual({ line: 1, column: 6, endLine: 1, endColumn: 7 });
  });

  it('keeps CR out of the way and counts UTF-16 units', () => {
    const text = '# 🚢\r\nFROM a';
    expect(createPlaces(text)({ start: text.length - 1, end: text.length })).toEqual({ line: 2, column: 6, endLine: 2, endColumn: 7 });
  });
});
