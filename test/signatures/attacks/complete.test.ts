import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** How many attacks on signatures are known; each has a number, by which tests and mutants name it. */
const attacks = Array.from({ length: 42 }, (_, index) => index + 1);

function numbersIn(texts: readonly string[]): ReadonlySet<number> {
  return new Set(texts.flatMap((text) => [...text.matchAll(/\battack (\d+)\b/g)].map(([, number]) => Number(number))));
}

describe('every attack', () => {
  /** As titles begin, which stand in quotes. */
  const titles = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'complete.test.ts')
    .flatMap((name) => readFileSync(join(import.meta.dirname, name), 'utf8').match(/['"`]attack \d+/g) ?? []);

  it('is tried', () => {
    const tried = numbersIn(titles);
    expect(attacks.filter((number) => !tried.has(number))).toEqual([]);
  });

  it('has a defence that is switched off to see it succeed', async () => {
    const table = join(import.meta.dirname, '../../mutants/table.mjs');
    const { mutants } = (await import(table)) as { mutants: readonly { readonly name?: string }[] };
    const names = mutants.map(({ name = '' }) => name);
    const switchedOff = numbersIn(names);
    expect(attacks.filter((number) => !switchedOff.has(number))).toEqual([]);
  });
});
