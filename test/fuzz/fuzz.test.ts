import { describe, expect, it } from 'vitest';
import { problemsOf } from './judge';
import { formats } from '../../server/src/formats';
import { fuzzedFormats, mutantOf } from './mutants';

const documents = 1500;

describe('Mutated documents', () => {
  it('are of every format', () => {
    // Documents of a format that are known by something else have entries of their own, and the same reader.
    expect([...fuzzedFormats].sort()).toEqual([...new Set(formats.map(({ id }) => id))].sort());
  });

  it('are read, and edited where that is safe', () => {
    const bad: string[] = [];
    for (let seed = 0; seed < documents; seed += 1) {
      for (const problem of problemsOf(mutantOf(seed))) bad.push(`seed ${seed}: ${problem}`);
    }
    expect(bad).toEqual([]);
  }, 120_000);

  it('are the same for the same seed, and others for another', () => {
    expect(mutantOf(7)).toEqual(mutantOf(7));
    expect(new Set(Array.from({ length: 100 }, (_, seed) => mutantOf(seed).text)).size).toBeGreaterThan(95);
  });

  it('name enough images to judge by', () => {
    const named = Array.from({ length: 100 }, (_, seed) => mutantOf(seed)).filter(({ text }) => /node:20|nginx|postgres|golang/.test(text));
    expect(named.length).toBeGreaterThan(50);
  });
});
