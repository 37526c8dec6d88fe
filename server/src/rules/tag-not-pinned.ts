import { message } from '../core/message';
import { findingOf, pinAdvice, shown, unpinned } from './finding';
import type { Rule } from './rule';

export const tagNotPinned: Rule = {
  id: 'tag-not-pinned',
  concern: 'pinning',
  severity: 'information',
  summary: message('The reference has a tag and no digest'),
  explanation: pinAdvice,
  needs: [],
  check({ use }) {
    const reference = unpinned(use);
    if (!reference || reference.tag === undefined || reference.tag === 'latest') return [];
    return [findingOf(tagNotPinned, use, message('{0} is pinned by tag, not by digest', shown(reference)))];
  },
};
