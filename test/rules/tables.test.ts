import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { render } from '../../server/src/core/message';
import { ruleWords } from '../../server/src/policy/words';
import { rules } from '../../server/src/rules';

const root = join(import.meta.dirname, '../..');

describe('the table of rules', () => {
  it('has each id once, and only ids of the contract', () => {
    const ids = rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ruleWords).toEqual(expect.arrayContaining(ids));
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s has its tests, its texts and a page in two languages', (id, rule) => {
    expect(existsSync(join(root, `test/rules/${id}.test.ts`))).toBe(true);
    for (const text of [rule.summary, rule.explanation]) expect(render(text)).toMatch(/^[^{}]{10,}$/);
    for (const page of [`docs/rules/${id}.md`, `docs/rules/ja/${id}.md`]) {
      const content = readFileSync(join(root, page), 'utf8');
      expect(content).toMatch(new RegExp(`^# ${id}\n`));
      expect(content).toContain(`plimsoll-ignore-next-line ${id}`);
      expect(content).toContain('plimsoll.rules');
      expect(content).toContain(`${id}: off`);
    }
  });
});
