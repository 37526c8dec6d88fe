import fc from 'fast-check';
import { isCollection, isMap } from 'yaml';
import { describe, expect, it } from 'vitest';
import { kubernetes } from '../../../server/src/formats/kubernetes';
import { structuralKeys } from '../../../server/src/formats/kubernetes/structure';
import { readBlockStyle } from '../../../server/src/formats/yaml/block';
import { flowEnd } from '../../../server/src/formats/yaml/flow-value';
import { parseYaml } from '../../../server/src/formats/yaml/parse';

const pieces = ['[', ']', '{', '}', ', ', ',', ': ', ':', ' ', 'a', 'a: b', 'a: { b: c }', '"q"', "'q'", '"', "'", '#', ' # c', '&a', '*a', '!t', '-', '- ', '?', '|', '<<: ', '1.5', 'x/y=z', '\\', '%', '@', '{ a: 1 }', '[a, b]'];

describe('a collection on one line', () => {
  it.each(['[]', '{ }', '[a, "b c", \'d\']', '{ app: web }', '{ a: { b: [c, d], e: "f: g" }, h: i, }', '[{ containerPort: 8080 }, [x]]', '{ "a": b }'])('%s is passed over', text => {
    expect(flowEnd(`${text} # c`, 0)).toBe(text.length);
  });

  it.each(['[a b]', '[a,, b]', '[a', '{ a }', '{ a: }', '{ a:b }', '[a: b]', '[&x a]', '[*x]', '[!!str a]', '["\\u0041"]', "['it''s']", '[\n]', '{ ? a: b }', `${'['.repeat(20)}${']'.repeat(20)}`])(
    '%j is for the parser',
    text => expect(flowEnd(text, 0)).toBeUndefined(),
  );

  it('ends where the parser says, or nowhere', () => {
    let passed = 0;
    fc.assert(
      fc.property(fc.constantFrom('[', '{'), fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (opening, rest) => {
        const text = `k: ${opening}${rest.join('')}\n`;
        const end = flowEnd(text, 3);
        if (end === undefined) return;
        passed += 1;
        const value = text.slice(3, end);
        const parsed = parseYaml(`k: ${value}\n`);
        expect(parsed).toMatchObject({ state: 'parsed', broken: false });
        const root = parsed.state === 'parsed' ? parsed.documents[0]?.contents : undefined;
        const node = isMap(root) ? root.items[0]?.value : undefined;
        expect(isCollection(node) && node.range?.[1]).toBe(end);
      }),
      { numRuns: 5_000 },
    );
    expect(passed).toBeGreaterThan(100);
  });

  it('is read where it may hold an image', () => {
    const workload = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: x, labels: { app: web } }\nspec:\n  selector: { matchLabels: { app: web } }\n  template:\n    spec:\n      containers:\n';
    const pod = `${workload}      - name: a\n        image: node:20\n        ports: [{ containerPort: 80 }]\n`;
    expect(readBlockStyle(pod, structuralKeys)).toBeDefined();
    for (const [text, image] of [[`${pod}      - { name: b, image: redis }\n`, 'redis'], [`${workload}        [{ image: redis }]\n`, 'redis'], [`${pod}      volumes: [{ image: { reference: a } }]\n`, 'a']] as const) {
      expect(readBlockStyle(text, structuralKeys)).toBeUndefined();
      expect(kubernetes.read(text).uses.at(-1)?.raw).toBe(image);
    }
  });
});
