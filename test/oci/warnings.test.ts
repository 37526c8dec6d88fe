import { describe, expect, it } from 'vitest';
import { warningsIn } from '../../server/src/oci/warnings';

describe('a Warning header', () => {
  it.each([
    ['299 - "moves to registry.example in June"', ['moves to registry.example in June']],
    ['299 - "one", 299 - "two, and more"', ['one', 'two, and more']],
    [String.raw`299 - "so \"called\""`, ['so "called"']],
    ['299 - "see https://registry.example/moving-day"', ['see https://registry.example/moving-day']],
    ['299 - "a\u001b[31mred\u202e line"', ['a [31mred  line']],
  ])('%j tells %j', (header, texts) => {
    expect(warningsIn(header)).toEqual(texts);
  });

  it.each([
    undefined, '', '199 - "other code"', '299 registry.example "other agent"', '299 - "dated" "Thu, 01 Jan 2026 00:00:00 GMT"', '299 - unquoted', '299 - ""',
    '299 - "open', 'x299 - "more before"', '299 - "more after" x', '299 - "one", 110 - "stale"', '299  - "two blanks"',
  ])('%j tells nothing', header => {
    expect(warningsIn(header)).toEqual([]);
  });

  it('that is far too long tells nothing', () => {
    expect(warningsIn(`299 - "${'x '.repeat(3000)}"`)).toEqual([]);
  });

  it('keeps what may be a token to itself', () => {
    expect(warningsIn(`299 - "you sent ${'aB3'.repeat(12)}"`)).toEqual(['you sent …']);
  });

  it('is read in no time, however it is written', () => {
    expect(warningsIn(`299 - "${String.raw`\"`.repeat(2000)}`)).toEqual([]);
    expect(warningsIn('299 - "a", '.repeat(360))).toEqual([]);
  });
});
