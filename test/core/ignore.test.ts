import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanReason, collectIgnores, ignoredAt, ignoreWords, parseIgnoreComment } from '../../server/src/core/ignore';

describe('ignore comments', () => {
  it.each([
    ['plimsoll-ignore-next-line tag-latest: known', { scope: 'next-line', rules: ['tag-latest'], reason: 'known' }],
    ['plimsoll-ignore-next-line tag-latest, tag-missing: a: b', { scope: 'next-line', rules: ['tag-latest', 'tag-missing'], reason: 'a: b' }],
    ['plimsoll-ignore-next-line tag-latest', { scope: 'next-line', rules: ['tag-latest'] }],
    ['plimsoll-ignore-file tag-not-pinned: examples', { scope: 'file', rules: ['tag-not-pinned'], reason: 'examples' }],
    ['hadolint ignore=DL3006,DL3007', { scope: 'next-line', rules: ['tag-missing', 'tag-latest'] }],
    ['hadolint ignore=DL3008, DL3026', { scope: 'next-line', rules: ['publisher-unknown', 'publisher-untrusted'] }],
    ['hadolint global ignore=DL3007 # known', { scope: 'file', rules: ['tag-latest'], reason: 'known' }],
  ])('%s', (text, expected) => {
    expect(parseIgnoreComment(text)).toEqual(expected);
  });

  it.each([
    'plimsoll-ignore-next-line',
    'plimsoll-ignore tag-latest: x',
    'please plimsoll-ignore-file tag-latest: x',
    'hadolint shell=/bin/bash',
    `plimsoll-ignore-file ${'x'.repeat(3000)}`,
  ])('is not: %s', (text) => {
    expect(parseIgnoreComment(text)).toBeUndefined();
  });

  it('speak for what they govern, several for one place too', () => {
    const governs = { start: 20, end: 30 };
    const comment = (text: string, range = governs) => ({ text, range: { start: 0, end: 1 }, governs: range });
    const ignores = collectIgnores([
      comment('plimsoll-ignore-next-line a: one', { start: 60, end: 70 }),
      comment('plimsoll-ignore-next-line a: two'),
      comment('plimsoll-ignore-next-line b'),
      comment('plimsoll-ignore-file c: all'),
      comment('plimsoll-ignore-next-line d', { start: 99, end: 99 }),
    ]);
    expect(ignoredAt(ignores, 'a', 25)).toEqual({ reason: 'two' });
    expect(ignoredAt(ignores, 'b', 20)).toEqual({});
    expect(ignoredAt(ignores, 'a', 65)).toEqual({ reason: 'one' });
    expect(ignoredAt(ignores, 'c', 0)).toEqual({ reason: 'all' });
    for (const offset of [0, 19, 30, 59, 70, 99]) expect(ignoredAt(ignores, 'a', offset)).toBeUndefined();
    expect(ignoredAt(ignores, 'd', 99)).toBeUndefined();
  });
});

describe('a reason', () => {
  it.each([
    ['  known,\n and  accepted ', 'known, and accepted'],
    ['goes on \\', 'goes on /'],
    ['{{ .Values.x }} and ${{ y }}, {{{', '{ { .Values.x } } and ${ { y } }, { { {'],
    ['\u202Eesrever\u0000', '\uFFFDesrever\uFFFD'],
    ['', ''],
  ])('is one line of which nobody makes anything: %j', (written, clean) => {
    expect(cleanReason(written)).toBe(clean);
    expect(cleanReason(clean)).toBe(clean);
  });

  it('begins no line of its own', () => {
    expect(cleanReason('known\nFROM evil')).toBe('known FROM evil');
  });

  it('has an end', () => {
    expect(cleanReason('x'.repeat(5000)).length).toBeLessThanOrEqual(301);
  });

  it('is read again as it is written, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\\', '{', '}', ':', '#', ' ', '\u2028') }), fc.constantFrom('next-line' as const, 'file' as const), (reason, scope) => {
      const words = ignoreWords(scope, 'tag-latest', reason);
      const clean = cleanReason(reason);
      expect(words).not.toMatch(/[\r\n\\]|\{\{/);
      expect(parseIgnoreComment(words)).toEqual({ scope, rules: ['tag-latest'], ...(clean === '' ? {} : { reason: clean }) });
    }));
  });
});
