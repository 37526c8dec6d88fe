import { describe, expect, it } from 'vitest';
import { readBuildOf } from '../../../server/src/formats/dockerfile/build';

/** The text of each instruction's words, by stage. */
function wordsOf(text: string): string[][] {
  return readBuildOf(text).stages.map(({ instructions }) => instructions.map(({ words }) => text.slice(words.start, words.end)));
}

describe('the build that a Dockerfile describes', () => {
  it('has stages with their names and what they are built on', () => {
    const { stages } = readBuildOf('FROM node:20 AS Base\nFROM base\nFROM base AS base\nRUN a\nFROM base\nFROM scratch AS last\n');
    expect(stages.map(({ index, name, base, final }) => ({ index, name, base, final }))).toEqual([
      { index: 0, name: 'base', base: undefined, final: false },
      { index: 1, name: undefined, base: 0, final: false },
      { index: 2, name: 'base', base: 0, final: false },
      { index: 3, name: undefined, base: 2, final: false },
      { index: 4, name: 'last', base: undefined, final: true },
    ]);
  });

  it('finds the stage that a variable names', () => {
    expect(readBuildOf('ARG B=base\nFROM node AS base\nFROM $B\n').stages[1]?.base).toBe(0);
    expect(readBuildOf('FROM node AS base\nFROM $B\n').stages[1]?.base).toBeUndefined();
  });

  it('tells what stands before the first FROM from what follows it', () => {
    const { before, stages } = readBuildOf('ARG A=1\nARG B\nFROM node:$A\nARG C\n');
    expect(before.map(({ keyword, args }) => `${keyword} ${args.text}`)).toEqual(['arg A=1', 'arg B']);
    expect(stages.map(({ from, instructions }) => [from.args.text, instructions.map(({ args }) => args.text)])).toEqual([['node:$A', ['C']]]);
    expect(readBuildOf('ARG A\n')).toMatchObject({ before: [{ keyword: 'arg' }], stages: [] });
  });

  it('keeps flags apart, and knows the exec form from what only looks like it', () => {
    const [stage] = readBuildOf('FROM a\nCMD ["node", "x"]\nCMD [ "a" ] b\nCMD ["a", 1]\nCMD node x\nRUN --mount=type=cache,target=/c "--network=none" make\n').stages;
    expect(stage?.instructions.map(({ exec }) => exec)).toEqual([['node', 'x'], undefined, undefined, undefined, undefined]);
    expect(stage?.instructions.at(-1)?.flags.map(({ text }) => text)).toEqual(['--mount=type=cache,target=/c']);
  });

  it('covers an instruction from its keyword to the end of its arguments, without blanks and heredocs', () => {
    expect(wordsOf('FROM a\n  RUN make  \n\tCMD\nRUN <<A cat && <<-B cat\nx\nA\n\ty\n\tB\nCMD b')).toEqual([['RUN make', 'CMD', 'RUN <<A cat && <<-B cat', 'CMD b']]);
    expect(wordsOf('FROM a\r\nRUN a \\\r\n  # why\r\n\r\n  b\r\nCMD c\r\n')).toEqual([['RUN a \\\r\n  # why\r\n\r\n  b', 'CMD c']]);
    expect(wordsOf('\uFEFFFROM a\nRUN b\n')).toEqual([['RUN b']]);
  });

  it('has the range of a whole instruction, heredocs included', () => {
    const text = 'FROM a\nRUN <<A\nx\nA\nCMD b\n';
    const [run] = readBuildOf(text).stages[0]?.instructions ?? [];
    expect(run && text.slice(run.range.start, run.range.end)).toBe('RUN <<A\nx\nA');
  });

  it('knows the sign that joins lines, and where each piece of a joined line stands', () => {
    const text = '# escape=`\nFROM a\nRUN make `\n  all\n';
    const build = readBuildOf(text);
    expect(build.escape).toBe('`');
    const args = build.stages[0]?.instructions[0]?.args;
    expect(args?.runs.map(({ at, source }) => args.text.charAt(at) === text.charAt(source))).toEqual([true, true]);
    expect(args?.text.replace(/\s+/g, ' ')).toBe('make all');
  });

  it('is the same object for the same text', () => {
    const text = 'FROM a\n';
    expect(readBuildOf(text)).toBe(readBuildOf(text));
    expect(readBuildOf('FROM b\n')).not.toBe(readBuildOf(text));
  });
});
