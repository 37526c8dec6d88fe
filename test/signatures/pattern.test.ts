import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../server/src/signatures/identity/pattern';

describe('identity patterns', () => {
  const rows: [string, string, boolean][] = [
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['abc', 'xabc', false],
    ['^abc$', 'abc', true],
    ['^abc', 'abcd', false],
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['^a|b$', 'a', true],
    ['x(?:a|bc)*y', 'xabcay', true],
    ['x(a|bc)*y', 'xaby', false],
    ['a{2}', 'aa', true],
    ['a{2}', 'aaa', false],
    ['a{2,3}', 'aaa', true],
    ['a{2,}', 'aaaaa', true],
    ['a{0,1}b', 'b', true],
    ['a??b', 'ab', true],
    ['.*', 'anything at all', true],
    ['.*', 'two\nlines', false],
    ['[a-c_.]+', 'a_b.c', true],
    ['[^/]+', 'a/b', false],
    ['[\\w.-]+@[\\w.-]+\\.de', 'philipp.belitz@securesystems.de', true],
    ['\\d+', '123', true],
    ['\\d+', '１２３', false],
    ['https://github\\.com/.*', 'https://githubXcom/acme', false],
    ['(a*)*b', 'aaab', true],
    ['[]a]', ']', false],
    ['a^b', 'ab', false],
    ['A', 'a', false],
  ];
  it.each(rows)('%s against %s: %s', (pattern, text, matches) => {
    expect(compilePattern(pattern)?.matches(text) ?? false).toBe(matches);
  });

  const unsupported = [
    '', '(', ')', '[', 'a**', '*a', '(?i)a', '(?=a)', '(?<n>a)', '\\1', '\\b', '\\p{L}', '\\x41', 'a{', 'a{x}', 'a{3,2}', 'a{1001}',
    '[[:alpha:]]', '[b-a]', '{2}', '\\', 'a]', 'x'.repeat(513),
  ];
  it.each(unsupported)('does not know %s', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it.each(['(((){1000}){1000}){1000}', '((a{1000}){1000}){1000}', '(((((a?){9}){9}){9}){9}){9}'])('refuses to grow with %s', (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  });

  it.each(['(a+)+', '(a|a)*', '(a|aa)+', '(.*)*x', '.*.*.*.*.*.*x'])('does not hang on %s', (pattern) => {
    expect(compilePattern(pattern)?.matches(`${'a'.repeat(2047)}!`)).toBe(false);
  });

  it('agrees with JavaScript on what both know', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\.', '(a|b)', '(?:ab|)', '\\w', 'a*', 'b+', '(a|b)?', 'a{1,2}', '(ab*){2,}');
    const pattern = fc.array(atom, { minLength: 1, maxLength: 5 }).map((atoms) => atoms.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', '.', 'c'), { maxLength: 8 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(compilePattern(source)?.matches(subject)).toBe(new RegExp(`^(?:${source})$`).test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'ab(){}[]|*+?^$.\\dws:,-19') }), fc.string(), (source, subject) => void compilePattern(source)?.matches(subject)));
  });
});
