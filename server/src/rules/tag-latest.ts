import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { findingOf, pinAdvice, shown, unpinned } from './finding';
import type { Rule } from './rule';

export const tagLatest: Rule = {
  id: 'tag-latest',
  concern: 'pinning',
  severity: 'warning',
  summary: message('The tag is `latest`, without a digest'),
  explanation: message(
    '`latest` jumps to the next major version without asking. Where a publisher gives away nothing but `latest`, this is a note only: pin its digest. {0}',
    pinAdvice,
  ),
  needs: [],
  check({ use, facts }) {
    const reference = unpinned(use);
    if (reference?.tag !== 'latest') return [];
    if (valueOf(facts.latestOnly) !== true) {
      return [findingOf(tagLatest, use, message('{0} moves without notice', shown(reference)))];
    }
    const note = message('{0} moves without notice, and its publisher gives away no other tag', shown(reference));
    return [{ ...findingOf(tagLatest, use, note), severity: 'information' }];
  },
};
