import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../server/src/formats';
import { dockerfile } from '../../server/src/formats/dockerfile';
import { kubernetes } from '../../server/src/formats/kubernetes';
import { fuzzedFormats, mutantOf } from '../fuzz/mutants';

describe('The start of a document', () => {
  it('names nothing that the whole does not name', () => {
    let named = 0;
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.array(fc.nat(5_000), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 2_000 }), (format, seeds, most) => {
        const stretches = seeds.map(seed => mutantOf(fuzzedFormats.length * seed + fuzzedFormats.indexOf(format.id)).text);
        const text = stretches.join(format === dockerfile ? '\n' : '\n---\n');
        const start = format.readStart(text, most);
        if (!start) return;
        expect(text.startsWith(start.text)).toBe(true);
        expect(start.text.length).toBeLessThanOrEqual(most);
        named += start.uses.length;
        expect(format.read(text).uses).toEqual(expect.arrayContaining([...start.uses]));
      }),
      { numRuns: 600 },
    );
    expect(named).toBeGreaterThan(200);
  });

  it('ends before the first document that is not whole in it', () => {
    const pod = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: a\n';
    const text = `${pod}---\n${pod}---\n${pod}`;
    expect(kubernetes.readStart(text, 2 * pod.length)?.text).toBe(pod);
    expect(kubernetes.readStart(text, 2 * pod.length + 10)?.text).toBe(`${pod}---\n${pod}`);
    expect(kubernetes.readStart(text, pod.length)).toBeUndefined();
    // No marker, and only the cut makes it look like one.
    expect(kubernetes.readStart(`${pod}---x: y\n`, pod.length + 3)).toBeUndefined();
    expect(kubernetes.readStart(`${pod}---\n${pod}`, pod.length + 4)?.text).toBe(pod);
    expect(kubernetes.readStart(text.replaceAll('---', '# -'), 1_000)).toBeUndefined();
  });

  it('leaves out what the rest of a Dockerfile may give another meaning', () => {
    const text = 'ARG A=a\nFROM $A\nFROM b:1 AS x\nCOPY --from=later / /\nFROM c\nFROM x\nFROM d\nRUN <<E\n';
    const start = dockerfile.readStart(`${text}FROM e\nE\nFROM f AS later\n`, text.length + 10);
    expect(start?.uses.map(({ raw, stage }) => [raw, stage?.index, stage?.final])).toEqual([['b:1', 1, false], ['c', 2, false]]);
    expect(dockerfile.readStart('ARG A\nRUN x\n', 100)).toBeUndefined();
    expect(dockerfile.readStart('FROM a\nRUN x\n', 100)).toBeUndefined();
  });
});
