import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { readBuildOf } from '../../server/src/formats/dockerfile/build';
import { execFormEdit, execWords, instructionAt } from '../../server/src/conversion/exec-form';

describe('the words that need no shell', () => {
  it.each<[string, readonly string[]]>([
    ['node server.js', ['node', 'server.js']],
    ['  /app   --port=80  ', ['/app', '--port=80']],
    ['/app "a b" \'c d\' ""', ['/app', 'a b', 'c d', '']],
    ["/app '$HOME'", ['/app', '$HOME']],
    ['exec /app x', ['/app', 'x']],
    ['/app a,b @file 50% +x', ['/app', 'a,b', '@file', '50%', '+x']],
  ])('of %j are %j', (text, words) => expect(execWords(text)).toEqual(words));

  it.each([
    '', '   ', 'exec', 'echo $HOME', 'echo "$HOME"', 'echo `date`', 'a && b', 'a; b', 'a | b', 'a > b', 'a < b', 'ls *.js', 'ls ?', 'echo ~', 'cd /app', 'export A=1', 'A=1 /app', 'exec A=1 /app', '. ./env', '[ -f x ]', 'test -f x', 'if true', 'a"b c"', '"a"b', '"a""b"', "'a'\"b\"", "a'b'", 'a "b', "a 'b",
    'a \\ b', 'a # b', 'echo {a,b}', 'echo "a\\"b"', 'a &', '(a)', 'echo "x!"', 'trap x', 'until true', 'exit 1', 'time make', ': x', 'ulimit -n 1', 'a\\\nb',
  ])('are none of %j', text => expect(execWords(text)).toBeUndefined());
});

describe('the exec form of an instruction', () => {
  function rewritten(line: string): string | undefined {
    const text = `FROM a\n${line}\n`;
    const instruction = readBuildOf(text).stages[0]?.instructions[0];
    const edit = instruction && execFormEdit(instruction);
    return edit && applyEdits(text, [edit]).split('\n').slice(1, -1).join('\n');
  }

  it.each([
    ['CMD node server.js', 'CMD ["node", "server.js"]'], ['  ENTRYPOINT  /app "a b"  ', '  ENTRYPOINT  ["/app", "a b"]  '], ['RUN --network=none --mount=type=cache,target=/c make all', 'RUN --network=none --mount=type=cache,target=/c ["make", "all"]'],
    ['cmd exec /app', 'cmd ["/app"]'],
  ])('of %j is %j', (line, expected) => expect(rewritten(line)).toBe(expected));

  it.each([
    'CMD ["node"]', 'CMD node $X', 'HEALTHCHECK CMD curl x', 'SHELL sh', 'EXPOSE 80', 'CMD', 'RUN make \\\n  all', 'RUN make \\\n  # why\n  all', 'RUN <<EOF\nmake\nEOF', 'ONBUILD CMD node x',
  ])('is not made of %j', line => expect(rewritten(line)).toBeUndefined());
});

describe('the instruction at a place', () => {
  const text = 'ARG A\nFROM a\n CMD x\nFROM b\nRUN y\n';
  const at = (offset: number) => instructionAt(readBuildOf(text), offset)?.keyword;

  it('begins there', () => {
    expect(at(text.indexOf('CMD'))).toBe('cmd');
    expect(at(text.indexOf('RUN'))).toBe('run');
  });

  it('is none elsewhere, and no FROM or ARG of the whole file', () => {
    for (const offset of [-1, 0, text.indexOf('FROM'), text.indexOf('CMD') - 1, text.indexOf('CMD') + 1, 999]) expect(at(offset)).toBeUndefined();
  });
});
