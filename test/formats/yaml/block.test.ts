import fc from 'fast-check';
import { isMap, isScalar, isSeq } from 'yaml';
import { describe, expect, it } from 'vitest';
import { readBlockStyle } from '../../../server/src/formats/yaml/block';
import { parseYaml } from '../../../server/src/formats/yaml/parse';

/** What is asked of nodes: everything but the places of collections and the values of numbers. */
function shape(node: unknown): unknown {
  if (isMap(node)) return { flow: node.flow === true, map: node.items.map(({ key, value }) => [shape(key), shape(value)]) };
  if (isSeq(node)) return { flow: node.flow === true, list: node.items.map(shape) };
  if (!isScalar(node)) return node === null ? null : 'something else';
  return { source: node.source, type: node.type, start: node.range?.[0], end: node.range?.[1], isNull: node.value === null };
}

function agrees(text: string): boolean {
  const root = readBlockStyle(text);
  if (!root) return false;
  const parsed = parseYaml(text);
  expect(parsed).toMatchObject({ state: 'parsed', broken: false });
  if (parsed.state === 'parsed') expect([shape(root)], text).toEqual(parsed.documents.map(({ contents }) => shape(contents)));
  return true;
}

const workflow = `# CI
name: build
on:
  push:
    branches: [main, 'release/1']
  pull_request:
env: {}
jobs:
  test:
    runs-on: ubuntu-24.04
    container: # where
      image: node:22
      options: "--cpus 1"
    steps:
    - uses: actions/checkout@v4
    - name: run
      run: |
        docker run alpine:3.20

        echo \${{ matrix.x }}
    - run: |-
        true
      with: { a: 1, b: [x, "y"], c: {} }
    - ~
  empty: # nothing
  last: null
`;
const playbook = '---\n- hosts: all\n  tasks:\n    - name: x\n      docker:\n        image: "nginx"\n    - |\n      text\n- one\n- "two"\n- [a, b]\n';
const words = [
  '---\n', '\n', ' ', '  ', '    ', '- ', '-', ':', ': ', '#', ' # c\n', '# c\n', '"', "'", '|', '|-', '|+', '>-', '|\n', '[', ']', '{', '}', '[a, b]', '{a: b}', '[ ]', ', ', '&a ', '*a', '<<: *a\n', '!!str ', '? ',
  '~', 'null', 'Null', '\t', '\r\n', '\r', '\u2028', '\uFEFF', '{{ x }}', '${{ x }}', '...\n', '%YAML 1.2\n', 'image: a:1\n', '  image: b\n', 'image:\n', 'kind: Pod\n', 'key: |\n', '      text\n', '\n\n', '        \n',
  'a', '1', '\\', ',', '- - x\n', '- |\n', 'x:\n  - a\n',
];
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.constantFrom(0, 0, 1, 3, 40), text: fc.constantFrom(...words) });
const edited = (text: string, { at, length, text: added }: { at: number; length: number; text: string }): string => {
  const place = Math.floor(at * text.length);
  return text.slice(0, place) + added + text.slice(place + length);
};

describe('A document in plain block style', () => {
  it.each([['a workflow', workflow], ['a playbook', playbook], ['a workflow without its last line end', workflow.trimEnd()], ['a value of several lines at the end', 'a: |\n  b\n  c'], ['empty lines behind a text', 'a: |\n  b\n\n\nc: d\n']])(
    'is read without the parser, and alike: %s',
    (_, text) => {
      expect(agrees(text)).toBe(true);
    },
  );

  it.each(['a: >\n  b\n', 'a: |+\n  b\n', 'a: |\n\n  b\n', 'a: |\n  b\n   \nc: d\n', 'a: |\r\n  b\r\n', 'a: b\n c\n', 'a: &x b\n', 'a: *x\n', 'a b: c\n', '"a": b\n', '? a\n', '- - a\n', 'a: [b: c]\n', 'a: [b,\n c]\n', 'a', ''])(
    'is not %j, which the parser reads',
    text => {
      expect(readBlockStyle(text)).toBeUndefined();
    },
  );

  it('says what the parser says, or nothing', () => {
    let simple = 0;
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), fc.constantFrom(workflow, playbook), fc.boolean(), (edits, text, windows) => {
        const changed = edits.reduce(edited, windows ? text.replaceAll('\n', '\r\n') : text);
        if (!/^---/m.test(changed.slice(1)) && agrees(changed)) simple += 1;
      }),
      { numRuns: 6_000 },
    );
    expect(simple).toBeGreaterThan(500);
  });
});
