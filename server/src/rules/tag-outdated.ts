import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { findingOf, shownName } from './finding';
import type { Rule } from './rule';

export const tagOutdated: Rule = {
  id: 'tag-outdated',
  concern: 'pinning',
  severity: 'off',
  summary: message('A newer tag of the same kind exists'),
  explanation: message(
    'The registry lists a newer version with the same suffix and the same major version; of a release that is supported for long, that release is kept. Update bots say the same in pull requests, hence this is off unless a team wants to see it while editing.',
  ),
  needs: ['tagAdvice'],
  check({ use, facts }) {
    const newer = valueOf(facts.tagAdvice)?.newer;
    if (!use.reference || newer === undefined) return [];
    return [findingOf(tagOutdated, use, message('{0} has a newer tag: {1}', shownName(use.reference), newer))];
  },
};
