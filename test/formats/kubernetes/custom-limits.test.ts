import { describe, expect, it } from 'vitest';
import { isScalar } from 'yaml';
import { walkCustom } from '../../../server/src/formats/kubernetes/custom/walk';
import { customResource } from '../../../server/src/formats/kubernetes';
import { createNavigator } from '../../../server/src/formats/yaml/navigator';
import { parseYaml } from '../../../server/src/formats/yaml/parse';

const head = 'apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n';
const read = (lines: string) => customResource.read(head + lines);
const named = (lines: string) => read(lines).uses.map(({ raw }) => raw);

describe('A custom resource full of aliases', () => {
  it('is walked once, whatever they multiply to', () => {
    const levels = Array.from({ length: 60 }, (_, index) => `  a${index + 1}: &a${index + 1} [${Array(9).fill(`*a${index}`).join(', ')}]\n`);
    expect(named(`  a0: &a0 [{ image: "x:1" }]\n${levels.join('')}`)).toEqual(['x:1']);
  });

  it('may hold itself', () => {
    expect(named('  x: &x { container: { image: a }, again: *x, <<: *x }\n')).toEqual(['a']);
  });

  it('names what is merged at its anchor, unless that is overridden', () => {
    expect(named('  base: &base { image: merged }\n  containers:\n  - <<: *base\n  - { <<: *base, image: own }\n')).toEqual(['merged', 'own']);
    expect(named('  base: &base { image: merged }\n  containers: [{ <<: *base, image: own }]\n')).toEqual(['own']);
  });

  it('costs no more than its own length', () => {
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}: {image: "a:${index}"}`).join(', ');
    const text = `spec:\n  base: &base {${keys}}\n${Array.from({ length: 300 }, (_, index) => `  m${index}: {<<: *base}\n`).join('')}`;
    const parsed = parseYaml(text);
    const root = parsed.state === 'parsed' ? (parsed.documents[0]?.contents ?? null) : null;
    const seen: unknown[] = [];
    walkCustom(root as Parameters<typeof walkCustom>[0], { below: 'spec', keys: [], isKnown: true }, { navigator: createNavigator(root), take: ({ node }) => void seen.push(isScalar(node) && node.source) });
    expect(seen).toHaveLength(300);
  });
});

describe('A custom resource that is too much', () => {
  it('is scanned where it is nested too deep', () => {
    const { uses, limited } = read(`  x: ${'['.repeat(1_500)}\n  container:\n    image: a\n`);
    expect([uses.map(({ raw }) => raw), limited]).toEqual([['a'], 'too-deep']);
  });

  it('holds no more resources in resources than a few', () => {
    const nested = Array.from({ length: 40 }).reduce<object>(inner => ({ apiVersion: 'v1', kind: 'List', items: [inner] }), { apiVersion: 'a.b/v1', kind: 'A', spec: { containers: [{ image: 'deep' }] } });
    expect(customResource.read(JSON.stringify(nested)).uses).toEqual([]);
  });

  it('has as many kinds as it likes while it is broken', () => {
    const kinds = Array.from({ length: 2_000 }, (_, index) => `kind: A${index}\napiVersion: e${index}.com/v1\n`).join('');
    expect(customResource.read(`${kinds}x: [\nspec:\n  image: "a:1"\n`).uses.map(({ raw }) => raw)).toEqual(['a:1']);
  });
});
