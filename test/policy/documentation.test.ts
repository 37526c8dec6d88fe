import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicyFile } from '../../server/src/policy/parse';
import { policyWords } from '../../server/src/service/policy-words';
import { compilePattern } from '../../server/src/signatures/identity/pattern';

const page = readFileSync(join(import.meta.dirname, '../../docs/policy.md'), 'utf8');
const examples = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);

describe('the examples of docs/policy.md', () => {
  it('are there', () => expect(examples.length).toBeGreaterThanOrEqual(3));

  it.each(examples)('are policies without a mistake: %s', text => {
    const { policy, problems } = parsePolicyFile(text, '/w/.plimsoll.yaml', policyWords);
    expect(problems).toEqual([]);
    const signers = policy.signatures ?? [];
    expect(signers.length).toBeGreaterThan(0);
    expect(signers.filter(({ nobody }) => nobody)).toEqual([]);
    const expressions = signers.flatMap(({ keyless }) => keyless?.identityRegexp ?? []);
    expect(expressions.filter(expression => compilePattern(expression) === undefined)).toEqual([]);
  });

  it('show every kind of signer', () => {
    const kinds = examples.flatMap(text => (parsePolicyFile(text, '/w/.plimsoll.yaml', policyWords).policy.signatures ?? []).flatMap(Object.keys));
    expect(kinds).toEqual(expect.arrayContaining(['keyless', 'key', 'notation']));
  });
});
