import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/src/core/range';
import { withoutIgnore } from '../../server/src/policy/removal';
import { policyWords } from '../../server/src/service/policy-words';

/** The text without the entry that begins behind `«`; undefined where nothing is sure to get that right. */
function removed(marked: string): string | undefined {
  const start = marked.indexOf('«');
  const text = marked.replace('«', '');
  const edit = withoutIgnore(text, start, policyWords);
  return edit && applyEdits(text, [edit]);
}

const cases: readonly (readonly [string, string, string])[] = [
  ['one of a list, with its comment', 'version: 1\nignore:\n  - «{ rule: tag-latest } # why\n  # mine\n  - { rule: tag-missing }\n', 'version: 1\nignore:\n  # mine\n  - { rule: tag-missing }\n'],
  ['the last of a list', 'version: 1\nignore:\n  - { rule: tag-missing }\n  - «rule: tag-latest\n    image: docker.io/library/redis\n\n# end\nrules: { tag-latest: off }\n', 'version: 1\nignore:\n  - { rule: tag-missing }\n\n# end\nrules: { tag-latest: off }\n'],
  ['the only one, with the key', 'version: 1\nignore:\n- «rule: tag-latest\n  reason: x\nrules: { tag-latest: off }\n', 'version: 1\nrules: { tag-latest: off }\n'],
  ['the only one below a comment, which stays', 'version: 1\nignore:\n  # kept\n  - «rule: tag-latest\n', 'version: 1\nignore:\n  # kept\n'],
  ['the first in one line', 'version: 1\nignore: [«{ rule: tag-latest }, { rule: tag-missing }]\n', 'version: 1\nignore: [{ rule: tag-missing }]\n'],
  ['the last in one line', 'version: 1\nignore: [{ rule: tag-missing }, «{ rule: tag-latest }]\n', 'version: 1\nignore: [{ rule: tag-missing }]\n'],
  ['the only one in one line', 'version: 1\nignore: [«{ rule: tag-latest }]\n', 'version: 1\nignore: []\n'],
  ['one without a line end below it', 'version: 1\r\nignore:\r\n  - { rule: tag-missing }\r\n  - «{ rule: tag-latest }', 'version: 1\r\nignore:\r\n  - { rule: tag-missing }\r\n'],
  ['one beside its equal', 'version: 1\nignore:\n  - { rule: tag-latest }\n  - «{ rule: tag-latest }\n', 'version: 1\nignore:\n  - { rule: tag-latest }\n'],
];

describe('an entry of the policy', () => {
  it.each(cases)('is taken out: %s', (_title, before, after) => {
    expect(removed(before)).toBe(after);
  });

  it('stays where no edit is sure to be right', () => {
    expect(removed('version: 1\nignore:\n  - - «{ rule: tag-latest }\n')).toBeUndefined();
    expect(removed('version: 1\nignore:\n  - «{ rule: tag-latest, image: &i docker.io/library/redis }\n  - { rule: tag-missing, image: *i }\n')).toBeUndefined();
    expect(removed('version: 1\nignore:\n  - «&all { rule: tag-latest }\n  - *all\n')).toBeUndefined();
    expect(removed('version: 1\nignore: [{ rule: tag-latest }]\nrules: «{ tag-latest: off }\n')).toBeUndefined();
    expect(removed('version: 1\nignore: [«{ rule: tag-latest }\n')).toBeUndefined();
  });
});
