import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, replacePattern, trimPrefix, trimSuffix, type Pattern } from '../../../server/src/formats/dockerfile/shell-pattern';

function compiled(text: string): Pattern {
  const pattern = compilePattern(text);
  if (!pattern) throw new Error(text);
  return pattern;
}

/** The same pattern as a regular expression: good as a judge, too slow for attackers. */
function asExpression(text: string, greedy: boolean): string {
  return text.replace(/[\\^$.|+()[\]{}]/g, '\\$&').replace(/\?/g, '.').replace(/\*/g, greedy ? '.*' : '.*?');
}

const pattern = fc.stringMatching(/^[ab.*?]{0,6}$/);
const value = fc.stringMatching(/^[ab.]{0,12}$/);

describe('shell patterns', () => {
  it('trim the shortest or the longest prefix', () => {
    fc.assert(fc.property(pattern, value, fc.boolean(), (text, of, greedy) => {
      expect(trimPrefix(of, compiled(text), greedy)).toBe(of.replace(new RegExp(`^${asExpression(text, greedy)}`), ''));
    }));
  });

  it('trim the shortest or the longest suffix', () => {
    const reverse = (text: string) => [...text].reverse().join('');
    fc.assert(fc.property(pattern, value, fc.boolean(), (text, of, greedy) => {
      const expected = reverse(reverse(of).replace(new RegExp(`^${asExpression(reverse(text), greedy)}`), ''));
      expect(trimSuffix(of, compiled(text), greedy)).toBe(expected);
    }));
  });

  it('replace the first match or all', () => {
    fc.assert(fc.property(pattern, value, (text, of) => {
      expect(replacePattern(of, compiled(text), { replacement: '-', all: false })).toBe(of.replace(new RegExp(asExpression(text, true)), '-'));
    }));
    expect(replacePattern('a.b.c', compiled('.'), { replacement: '-', all: true })).toBe('a-b-c');
    expect(replacePattern('abc', compiled(''), { replacement: '-', all: true })).toBe('-a-b-c-');
    expect(replacePattern('abc', compiled('*'), { replacement: '-', all: true })).toBe('-');
    expect(replacePattern('xabxab', compiled('a?'), { replacement: '', all: true })).toBe('xx');
  });

  it('take a backslash before a sign that means something, and no other', () => {
    expect(trimPrefix('*a', compiled('\\*'), false)).toBe('a');
    expect(trimPrefix('}/a', compiled('\\}\\/'), false)).toBe('a');
    expect(compilePattern('\\x')).toBeUndefined();
    expect(compilePattern('a\\')).toBeUndefined();
  });
});
