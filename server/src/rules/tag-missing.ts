import { message } from '../core/message';
import { findingOf, pinAdvice, shown, unpinned } from './finding';
import type { Rule } from './rule';

export const tagMissing: Rule = {
  id: 'tag-missing',
  concern: 'pinning',
  severity: 'warning',
  summary: message('The reference has neither tag nor digest'),
  explanation: message('Without a tag the registry serves whatever it calls `latest`. {0}', pinAdvice),
  needs: [],
  check({ use }) {
    const reference = unpinned(use);
    if (!reference || reference.tag !== undefined || use.tagElsewhere) return [];
    return [findingOf(tagMissing, use, message('{0} has no tag, so it means latest', shown(reference)))];
  },
};
