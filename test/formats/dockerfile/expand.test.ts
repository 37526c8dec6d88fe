import { describe, expect, it } from 'vitest';
import { expandWord } from '../../../server/src/formats/dockerfile/expand';
import { traced } from '../../../server/src/formats/dockerfile/traced';
import type { Variables } from '../../../server/src/formats/dockerfile/variables';

const variables: Variables = new Map(
  Object.entries({ A: 'one', V: 'v1.2.3', E: '' }).map(([name, value]) => [name, { value, perPlatform: false, incomplete: false }]),
);

function expand(word: string, escape = '\\'): string {
  const { text, problem } = expandWord(traced(word, 0), { escape, variables, budget: { left: 10_000 } });
  return problem === undefined ? text : `! ${problem}`;
}

/** Our own cases; the forms are those of BuildKit's shell lexer. */
const table: readonly (readonly [string, string])[] = [
  ['$A', 'one'], ['${A}', 'one'], ['$A-x', 'one-x'], ['$Ax', ''], ['a$', 'a$'], ['$.', '$.'], ['$1x', 'x'],
  ["'$A'", '$A'], ['"$A"', 'one'], ['\\$A', '$A'], ['"\\$A"', '$A'], ['"\\x"', '\\x'], ['\\x', 'x'], ['x\\', 'x'],
  ["a'b'c", 'abc'], ['"a\'b"', "a'b"], ["'a", '! syntax'], ['"a', '! syntax'], ['"a\\"', '! syntax'],
  ['${A:-x}', 'one'], ['${N:-x}', 'x'], ['${E:-x}', 'x'], ['${E-x}', ''], ['${N-x}', 'x'], ['${N-}', ''],
  ['${A:+x}', 'x'], ['${E:+x}', ''], ['${E+x}', 'x'], ['${N+x}', ''],
  ['${A:?x}', 'one'], ['${N:?x}', '! required'], ['${E?x}', ''], ['${E:?}', '! required'],
  ['${V#v}', '1.2.3'], ['${V##*.}', '3'], ['${V%.3}', 'v1.2'], ['${V%%.*}', 'v1'], ['${V%.*}', 'v1.2'], ['${V#x}', 'v1.2.3'],
  ['${V/./-}', 'v1-2.3'], ['${V//./-}', 'v1-2-3'], ['${V/v/}', '1.2.3'], ['${N/x/y}', ''],
  ['${N:-${M:-$A}}', 'one'], ['${N:-"a}b"}', 'a}b'], ["${N:-'a}b'}", 'a}b'], ['${N:-a\\}b}', 'a}b'],
  ['${}', '! syntax'], ['${', '! syntax'], ['${{A}}', '! syntax'], ['${A', '! syntax'], ['${A:x}', '! syntax'], ['${A:#x}', '! syntax'],
  ['${A^}', '! syntax'], ['${A/x}', '! syntax'], ['${A/x/y', '! syntax'], ['${V#\\x}', '! syntax'], ['$(A)', '$(A)'], ['<<A', '<<A'],
];

describe('a word', () => {
  it.each(table)('%s becomes %s', (word, expected) => {
    expect(expand(word)).toBe(expected);
  });

  it('is escaped by a backtick where the file says so', () => {
    expect(expand('`$A\\x', '`')).toBe('$A\\x');
  });

  it('knows where its text stands as one literal', () => {
    const whole = (word: string) => expandWord(traced(word, 100), { escape: '\\', variables, budget: { left: 100 } }).whole;
    expect(whole('node')).toEqual({ start: 100, end: 104 });
    expect(whole('"node"')).toEqual({ start: 101, end: 105 });
    expect(whole('${N:-node}')).toEqual({ start: 105, end: 109 });
    expect(whole('no"de"')).toBeUndefined();
    expect(whole('no\\de')).toBeUndefined();
    expect(whole('${V#v}')).toBeUndefined();
  });

  it('is not followed beyond the budget', () => {
    const { problem } = expandWord(traced('$A$A$A', 0), { escape: '\\', variables, budget: { left: 8 } });
    expect(problem).toBe('too-large');
  });
});
