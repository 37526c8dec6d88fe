import { describe, expect, it } from 'vitest';
import { jsonWords, stagesOn, type Build, type BuildInstruction } from '../../server/src/core/build';

const nothing = { text: '', runs: [] };
const from: BuildInstruction = { keyword: 'from', flags: [], args: nothing, range: { start: 0, end: 0 }, words: { start: 0, end: 0 } };

/** A build whose stages are built on these. */
function buildOn(...bases: readonly (number | undefined)[]): Build {
  const stages = bases.map((base, index) => ({ index, ...(base === undefined ? {} : { base }), final: index === bases.length - 1, from, instructions: [] }));
  return { escape: '\\', before: [], stages };
}

describe('stages that are built on one', () => {
  const build = buildOn(undefined, 0, undefined, 1, 2, 0);

  it.each([
    [0, [0, 1, 3, 5]], [1, [1, 3]], [2, [2, 4]], [4, [4]],
  ])('of stage %i are %j', (index, expected) => {
    expect(stagesOn(build, index).map(stage => stage.index)).toEqual(expected);
  });

  it('are none of a stage that is not there', () => expect(stagesOn(build, 9)).toEqual([]));
});

describe('the exec form', () => {
  it.each<[string, readonly string[]]>([
    ['["node", "server.js"]', ['node', 'server.js']], ['[]', []], ['[ "a b" , "\\"" ]', ['a b', '"']], ['["\\u0061"]', ['a']],
  ])('is %s', (text, words) => expect(jsonWords(text)).toEqual(words));

  it.each(['', 'node', "['node']", '["node",]', '["node"] x', '["node", 1]', '[["node"]]', '{"a": 1}', '["node"', ' ["node"]', 'null'])('is not %j', text => expect(jsonWords(text)).toBeUndefined());
});
