import { describe, expect, it } from 'vitest';
import { readComments } from '../../../server/src/formats/yaml/comments';
import { documentAround, splitDocuments } from '../../../server/src/formats/yaml/documents';
import { yamlLines } from '../../../server/src/formats/yaml/lines';
import { outline } from '../../../server/src/formats/yaml/outline';
import { deepestDocument, parseYaml } from '../../../server/src/formats/yaml/parse';
import { hasBareTemplate, hasTemplate, maskTemplate } from '../../../server/src/formats/yaml/template';
import { dedent } from '../../support/drawn';
import { createRandom } from '../../support/random';

describe('The depth guard', () => {
  it.each(['[', '{a: ', '- ', '? ', '[{a: ', '- ? '])('refuses %j above the limit, in any number of runs', (opening) => {
    const bomb = opening.repeat(1_500);
    expect([parseYaml(bomb).state, parseYaml(bomb).state, parseYaml(bomb.repeat(20)).state]).toEqual(['too-deep', 'too-deep', 'too-deep']);
  });

  it('is exact: the limit passes, one more does not', () => {
    const levels = deepestDocument - 1; // the document itself is one
    expect(parseYaml('['.repeat(levels)).state).toBe('parsed');
    expect(parseYaml('['.repeat(levels + 1)).state).toBe('too-deep');
  });

  it('counts what is open, not what is written', () => {
    expect(parseYaml(`a: [${'[x], '.repeat(5_000)}]\n`).state).toBe('parsed');
    expect(parseYaml(`a: "${'['.repeat(5_000)}"\n# ${'['.repeat(5_000)}\n`)).toMatchObject({ state: 'parsed', broken: false });
  });
});

describe('Parsing', () => {
  it('says whether the text was broken', () => {
    expect(parseYaml('a: 1\na: 2\n')).toMatchObject({ state: 'parsed', broken: false });
    expect(parseYaml('a: "x\n')).toMatchObject({ state: 'parsed', broken: true });
    expect(parseYaml('a: 1\n}\n')).toMatchObject({ state: 'parsed', broken: true });
    expect(parseYaml('')).toMatchObject({ state: 'parsed', documents: [] });
  });

  it('gives up where there are only mistakes, of the parser or of the composer', () => {
    expect(parseYaml('}\n'.repeat(2_000)).state).toBe('hopeless');
    expect(parseYaml('\t- a: @\n'.repeat(2_000)).state).toBe('hopeless');
  });
});

describe('Documents', () => {
  it('begin at their marker', () => {
    const text = '# a\n---\nb: "---"\n --- \n--- # c\nd\n---e\n---';
    expect(splitDocuments(text).map(({ start, end }) => text.slice(start, end))).toEqual(['# a\n', '---\nb: "---"\n --- \n', '--- # c\nd\n---e\n', '---']);
    expect(splitDocuments('')).toEqual([{ start: 0, end: 0 }]);
    expect(splitDocuments('---\na')).toEqual([{ start: 0, end: 5 }]);
  });

  it('are found around a place as the whole stream has them', () => {
    const random = createRandom(7);
    const pieces = ['---', '--- ', '---\n', '\n', '\r\n', 'a', '----', ' ---', '\n---', '\t', '# x\n'];
    for (let round = 0; round < 300; round += 1) {
      const text = Array.from({ length: 1 + random.below(12) }, () => random.pick(pieces)).join('');
      for (const range of splitDocuments(text)) {
        for (let offset = range.start; offset < range.end; offset += 1) expect(documentAround(text, offset), JSON.stringify([text, offset])).toEqual(range);
      }
    }
  });
});

describe('Comments', () => {
  it('stand on their own line and govern the next one, with its block scalar', () => {
    const text = dedent(`
      # first

        #second
      a: 1 # not this
      b: |
        # nor this

        # nor that
      # third
      - c: >- # a header
          # text
      "d": 'x |'
        # fourth
      e: |2-
          # text
        #   more text
       # and more
      # last
    `);
    const found = readComments(text).map((comment) => [comment.text, text.slice(comment.range.start, comment.range.end), text.slice(comment.governs.start, comment.governs.end)]);
    expect(found).toEqual([
      ['first', '# first', 'a: 1 # not this'],
      ['second', '#second', 'a: 1 # not this'],
      ['third', '# third', '- c: >- # a header\n    # text'],
      ['fourth', '# fourth', 'e: |2-\n    # text\n  #   more text\n # and more'],
      ['last', '# last', ''],
    ]);
  });

  it('survive a byte order mark and CRLF', () => {
    const text = '\uFEFF# one\r\na: 1\r\n';
    expect(readComments(text)).toEqual([{ text: 'one', range: { start: 1, end: 6 }, governs: { start: 8, end: 12 } }]);
  });
});

describe('Lines', () => {
  it('have dashes, a column and a key', () => {
    const read = (text: string) => [...yamlLines(text)].map(({ kind, dashes, column, key }) => ({ kind, dashes: [...dashes], column, key }));
    expect(read('  - - image: a')).toEqual([{ kind: 'text', dashes: [2, 4], column: 6, key: 'image' }]);
    expect(read("- { 'image': a")).toEqual([{ kind: 'text', dashes: [0], column: 4, key: 'image' }]);
    expect(read('\t"image":"a"')).toEqual([{ kind: 'text', dashes: [], column: 1, key: 'image' }]);
    expect(read('image:a')).toEqual([{ kind: 'text', dashes: [], column: 0, key: undefined }]);
    expect(read('-a: b')).toEqual([{ kind: 'text', dashes: [], column: 0, key: undefined }]);
    expect(read('a:\n- |\n  b: c\nd: e').map(({ kind, key }) => `${kind} ${key}`)).toEqual(['text a', 'text undefined', 'block-scalar undefined', 'text d']);
  });
});

describe('The outline', () => {
  const read = (text: string) =>
    [...outline({ parsed: text, original: text, offset: 100 }, new Set(['image']))].map(({ path, scalar }) => {
      if (scalar) expect(text.slice(scalar.range.start - 100, scalar.range.end - 100)).toBe(scalar.raw);
      return `${path.join('.')} ${scalar?.raw}`;
    });

  it('knows the keys above, through lists at either column', () => {
    expect(read('a:\n  b:\n  - image: x\n    c:\n      image: y\n  d:\n    - image: z\n  image: w\nimage: v\n')).toEqual(['a.b x', 'a.b.c y', 'a.d z', 'a w', ' v']);
  });

  it.each([
    ['image: a # b', 'a'], ['image: a#b', 'a#b'], ['image: "a" # b', 'a'], ["image: 'a',", 'a'], ['"image": "a",', 'a'], ['image: a ,', 'a'],
    ['image: "a', 'a'], ['image: &x !!str a', 'a'], ['image: &x "a"', 'a'], ['image: nginx:', 'nginx:'],
  ])('reads %j', (line, raw) => expect(read(line)).toEqual([` ${raw}`]));

  it.each(['image:', 'image: ""', 'image: *a', 'image: |', 'image: >-', 'image: # x', 'image: [a]', 'image: {a: b}', 'image: "', 'image: "a\\u003a1"'])('reads no scalar in %j', (line) =>
    expect(read(line)).toEqual([' undefined']));
});

describe('Templates', () => {
  it.each([
    ['a: {{ .b }}\n', 'a: xxxxxxxx\n'],
    ['  {{- if .x }}  \na: b\n', '                \na: b\n'],
    ['{{ a }} {{ b }}\r\n', '               \r\n'],
    ['a: {{ x }}-{{ y }}', 'a: xxxxxxx-xxxxxxx'],
    ['{{/* one\n two */}}\nb', '        \n         \nb'],
    ['a: {{ .b\nc: d', 'a: xxxxx\nc: d'],
    ['no action', 'no action'],
  ])('%j becomes %j', (text, masked) => {
    expect(maskTemplate(text)).toBe(masked);
    expect(maskTemplate(text)).toHaveLength(text.length);
  });

  it('are told apart from text', () => {
    expect(['a: "{{ x }}"', 'a: b'].map(hasTemplate)).toEqual([true, false]);
    expect(['a: "{{ x }}"', 'a: {{ x }}', ' {{ x }}', '- {{ x }}', 'a: b{{ x }}'].map(hasBareTemplate)).toEqual([false, true, true, true, false]);
  });
});
