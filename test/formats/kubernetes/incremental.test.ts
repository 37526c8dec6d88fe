import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { largestParsedDocument, mostUses } from '../../../server/src/core/document';
import { kubernetes } from '../../../server/src/formats/kubernetes';
import { createManifestReader } from '../../../server/src/formats/kubernetes/read';
import { readStructure, structuralKeys } from '../../../server/src/formats/kubernetes/structure';
import { readBlockStyle } from '../../../server/src/formats/yaml/block';
import { parseYaml } from '../../../server/src/formats/yaml/parse';
import { fixtures } from './fixtures';

const block = `apiVersion: apps/v1
kind: Deployment # the kind
metadata:
  name: shop
  annotations:
    note: |
      image: none
        deeper

    other: 'it: "is"'
spec:
  template:
    spec:
      # plimsoll-ignore-next-line tag-latest
      containers:
      - name: web
        image: "ghcr.io/acme/web:v1" # web
        args: ["--image", 'x', y]
        env:
        - name: A
          value: a:b#c
      -   image: nginx
          ports: []
      volumes:
        - name: model
          image:
            reference: quay.io/acme/model:1
        - emptyDir: {}
          name: tmp
  replicas: 2
`;
const stream = [fixtures['deployment'], block, '# between\n', fixtures['anchors'], block.replace('nginx', 'redis:7'), '# end'].join('\n---\n');
const words = [
  '---\n', '\n', ' ', '  ', '- ', '-', ':', ': ', '#', ' # c\n', '# c\n', '"', "'", '|', '>-', '[', ']', '{', '}', '&a ', '*a', '<<: *a\n', '!!str ', '? ', '~', 'null',
  '\t', '\r\n', '\r', '\u2028', '\uFEFF', '{{ x }}', '...\n', '%YAML 1.2\n', 'image: a:1\n', '  image: b\n', 'image:\n', 'kind: Pod\n', 'key: |\n', '      text\n', 'a', '1', '\\', ',', '- - x\n',
];
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.constantFrom(0, 0, 1, 3, 40), text: fc.constantFrom(...words) });
type Edit = { readonly at: number; readonly length: number; readonly text: string };

function edited(text: string, { at, length, text: inserted }: Edit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + length);
}

describe('A manifest that is read again after an edit', () => {
  it('reads as if it was seen for the first time', () => {
    const { read } = createManifestReader();
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        let text = stream;
        for (const one of edits) {
          text = edited(text, one);
          expect(read(text)).toEqual(createManifestReader().read(text));
        }
      }),
      { numRuns: 80 },
    );
  });

  it('takes over what did not change, wherever it stands now', () => {
    const { read } = createManifestReader();
    const before = read(`${block}---\n${block}`).uses;
    const after = read(`# new\n---\n${block}---\n# more\n${block}`).uses;
    expect(after.map(({ raw }) => raw)).toEqual(before.map(({ raw }) => raw));
    // The second document of before is the first pod of after.
    expect(after[0]?.reference).toBe(before[3]?.reference);
    expect(after[0]?.range.start).not.toBe(before[3]?.range.start);
  });

  it('lets a comment at the end of a document speak for the next marker only', () => {
    const text = `${block}# plimsoll-ignore-next-line tag-missing\n---\n${block}`;
    const comment = createManifestReader().read(text).comments.find(({ text: said }) => said.includes('tag-missing'));
    expect(text.slice(comment?.governs.start, comment?.governs.end)).toBe('---');
  });
});

describe('A document in plain block style', () => {
  it('is read without the parser', () => {
    expect(readBlockStyle(block, structuralKeys)).toBeDefined();
    expect(readBlockStyle(`--- # one\r\n${block.replaceAll('\n', '\r\n')}`, structuralKeys)).toBeDefined();
  });

  it.each(Object.keys(fixtures).filter((name) => name !== 'deployment'))('is not what %s is written in', (name) => {
    expect(readBlockStyle(fixtures[name] as string, structuralKeys)).toBeUndefined();
  });

  it('says what the parser says, or nothing', () => {
    let simple = 0;
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), fc.boolean(), (edits, windows) => {
        const start = windows ? block.replaceAll('\n', '\r\n') : block;
        const text = edits.reduce(edited, start);
        if (/^---/m.test(text.slice(1))) return;
        const root = readBlockStyle(text, structuralKeys);
        if (!root) return;
        simple += 1;
        const parsed = parseYaml(text);
        const source = { parsed: text, original: text, offset: 0 };
        expect(parsed).toMatchObject({ state: 'parsed', broken: false });
        if (parsed.state !== 'parsed') return;
        expect(readStructure(root, source)).toEqual(parsed.documents.flatMap(({ contents }) => readStructure(contents, source)));
      }),
      { numRuns: 4_000 },
    );
    expect(simple).toBeGreaterThan(500);
  });
});

describe('What a manifest may cost', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n';

  it('is bounded in uses, and says so', () => {
    const read = kubernetes.read(`${pod}${'  - image: a\n'.repeat(mostUses + 5)}`);
    expect([read.uses.length, read.limited]).toEqual([mostUses, 'too-large']);
    expect(kubernetes.read(`${pod}${'  - image: a\n'.repeat(mostUses)}`).limited).toBeUndefined();
  });

  it('is bounded in tokens over all its documents, which then are scanned', () => {
    const flow = `${pod}  - { image: nginx:1 }\n---\n`;
    const filler = `${pod}  - image: redis\nx: {${'a: !!str b, '.repeat(1_000)}}\n---\n`;
    const text = filler.repeat(150) + flow;
    expect(text.length).toBeLessThan(largestParsedDocument);
    const read = kubernetes.read(text);
    expect(read.limited).toBe('too-large');
    expect(read.uses).toHaveLength(151);
    expect(kubernetes.read(filler.repeat(30) + flow).limited).toBeUndefined();
  });
});
