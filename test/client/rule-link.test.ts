import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRuleId, ruleLink, rulePages } from '../../client/src/rule-link';
import { rules } from '../../server/src/rules';

describe('the link behind a code', () => {
  it('runs the command that opens the packaged page', () => {
    const link = ruleLink('tag-not-pinned')!;
    const [command, query] = link.split('?');
    expect(command).toBe('command:plimsoll.openRulePage');
    expect(JSON.parse(decodeURIComponent(query!))).toEqual(['tag-not-pinned']);
  });

  it('is made for rule ids only', () => {
    for (const text of ['', '../../etc/passwd', 'A', 'a/b', 'a--b', '-a', 'x'.repeat(65)]) {
      expect(isRuleId(text)).toBe(false);
      expect(ruleLink(text)).toBeUndefined();
    }
    for (const { id } of rules) expect(isRuleId(id)).toBe(true);
  });

  it('leads to the language of the window first', () => {
    expect(rulePages('a', 'ja')).toEqual(['docs/rules/ja/a.md', 'docs/rules/a.md']);
    expect(rulePages('a', 'en-US')).toEqual(['docs/rules/a.md']);
  });

  it('leads to a page for every rule, in both languages', () => {
    const root = join(import.meta.dirname, '../..');
    for (const { id } of rules) for (const page of rulePages(id, 'ja')) expect(existsSync(join(root, page)), page).toBe(true);
  });
});
