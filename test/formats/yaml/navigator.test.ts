import { isScalar } from 'yaml';
import { describe, expect, it } from 'vitest';
import { createNavigator } from '../../../server/src/formats/yaml/navigator';
import { parseYaml } from '../../../server/src/formats/yaml/parse';

/** The values under `key` of what stands under `at`. */
function found(text: string, at: string, key: string): string[] {
  const parsed = parseYaml(text);
  const root = parsed.state === 'parsed' ? parsed.documents[0]?.contents : undefined;
  const navigator = createNavigator(root ?? null);
  const [map] = navigator.fields(root, at);
  return navigator.fields(map, key).flatMap(node => (isScalar(node) ? String(node.source) : '?'));
}

const filler = Array.from({ length: 40 }, (_, index) => `  k${index}: x\n`).join('');
const cases: readonly [string, string, readonly string[]][] = [
  ['own', 'm:\n  a: 1\n', ['1']],
  ['written twice', 'm:\n  a: 1\n  a: 2\n', ['1', '2']],
  ['merged', 'b: &b\n  a: 1\nm:\n  <<: *b\n', ['1']],
  ['own before merged', 'b: &b\n  a: 1\nm:\n  a: 2\n  <<: *b\n', ['2']],
  ['of the first that has it', 'b: &b\n  c: 1\nd: &d\n  a: 3\nm:\n  <<: [*b, *d]\n', ['3']],
  ['nowhere', 'm:\n  b: 1\n', []],
  ['without a value', 'm:\n  a:\n', ['']],
  ['merged with itself', 'm: &m\n  <<: [*m, *m, *m]\n', []],
];

describe('what stands under a key', () => {
  it.each(cases)('is %s, in a mapping of any size', (_title, text, expected) => {
    expect(found(text, 'm', 'a')).toEqual(expected);
    expect(found(`${text}${filler}`, 'm', 'a')).toEqual(expected);
  });

  it('is nothing in a scalar or a list', () => {
    expect([found('m: 1\n', 'm', 'a'), found('m: [a]\n', 'm', 'a'), found('', 'm', 'a')]).toEqual([[], [], []]);
  });
});
