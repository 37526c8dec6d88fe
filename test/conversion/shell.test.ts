import { describe, expect, it } from 'vitest';
import { everyCommand, programOf, readScript } from '../../server/src/conversion/shell/commands';
import { tokensOf } from '../../server/src/conversion/shell/words';

const wordsOf = (text: string) => tokensOf(text)?.filter(({ kind }) => kind === 'word').map(({ text: own }) => own);
const values = (text: string) => tokensOf(text)?.filter(({ kind }) => kind === 'word').map(({ value }) => value);
const programs = (text: string) => readScript(text)?.commands.map(command => programOf(command));

describe('words of a shell', () => {
  it.each([
    ['a  b\\ c', ['a', 'b\\ c']],
    [`echo 'a b' "c d"e`, ['echo', `'a b'`, '"c d"e']],
    ['x="$(cat a | wc -l)" y', ['x="$(cat a | wc -l)"', 'y']],
    ['a \\\n  b', ['a', 'b']],
    ['a # b c', ['a']],
    ['a#b', ['a#b']],
    ['find . -exec rm {} \\;', ['find', '.', '-exec', 'rm', '{}', '\\;']],
  ])('%s', (text, expected) => expect(wordsOf(text)).toEqual(expected));

  it('mean what is certain, and nothing else', () => {
    expect(values(`a 'b c' "d" e\\ f $g "$h" *.i \`j\` {k,l}`)).toEqual(['a', 'b c', 'd', 'e f', undefined, undefined, undefined, undefined, undefined]);
  });

  it.each(['echo "a', `echo 'a`, 'echo $(a', 'echo `a', 'echo ${a'])('%s is not read', text => expect(tokensOf(text)).toBeUndefined());
});

describe('commands of a shell', () => {
  it.each([
    ['a && b || c; d | e &', ['a', 'b', 'c', 'd', 'e']],
    ['if a; then b; else c; fi; d', ['a', 'b', 'c', 'd']],
    ['(a && b) || { c; }', ['a', 'b', 'c']],
    ['A=1 B=2 /usr/bin/a x', ['a']],
    ['a > b 2>&1 < c', ['a']],
    ['a\nb\n# c\nd', ['a', 'b', 'd']],
    ['$a b', [undefined]],
    ['A=1', [undefined]],
  ])('%s', (text, expected) => expect(programs(text)).toEqual(expected));

  it('stand in a list where their neighbours do without them', () => {
    const removable = (text: string) => readScript(text)?.commands.map(each => each.removable);
    expect(removable('a && b; c')).toEqual([true, true, true]);
    expect(removable('a || b && c | d')).toEqual([false, false, false, false]);
    expect(removable('if a; then b; fi && c')).toEqual([false, false, true]);
    expect(removable('(a; b) && c')).toEqual([false, false, true]);
  });

  it('are seen inside of substitutions as well', () => {
    expect(everyCommand('x=$(dpkg --print-architecture) && echo `uname -m`').map(command => programOf(command))).toEqual([undefined, 'echo', 'dpkg', 'uname']);
  });
});
