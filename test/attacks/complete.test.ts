import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..');
/** How many attacks on what asks registries are known; tests and mutants name each by its letter and number. */
const attacks = Array.from({ length: 24 }, (_, index) => `A${index + 1}`);

function namesIn(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap(text => [...text.matchAll(/\battack (A\d+)\b/g)].map(([, name = '']) => name)));
}

/** As titles begin, which stand in quotes. */
function titles(): readonly string[] {
  const files = readdirSync(tests, { recursive: true, encoding: 'utf8' });
  return files
    .filter(name => name.endsWith('.test.ts') && !name.endsWith('complete.test.ts') && !/(^|\/)(node_modules|out)\//.test(name))
    .flatMap(name => readFileSync(join(tests, name), 'utf8').match(/['"`]attack A\d+/g) ?? []);
}

describe('every attack on what asks registries', () => {
  it('is tried', () => {
    const tried = namesIn(titles());
    expect(attacks.filter(attack => !tried.has(attack))).toEqual([]);
  });

  it('has a defence that is switched off to see it succeed', async () => {
    const { mutants } = (await import(join(tests, 'mutants/table.mjs'))) as { mutants: readonly { readonly name?: string }[] };
    const switchedOff = namesIn(mutants.map(({ name = '' }) => name));
    expect(attacks.filter(attack => !switchedOff.has(attack))).toEqual([]);
  });
});
