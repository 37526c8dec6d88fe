import { valueOf } from '../core/fact';
import { hasMoved } from '../core/freshness';
import { message } from '../core/message';
import { findingOf, shownName } from './finding';
import type { Rule } from './rule';

export const digestStale: Rule = {
  id: 'digest-stale',
  concern: 'pinning',
  severity: 'off',
  summary: message('The tag serves another digest by now'),
  explanation: message(
    'The image was built anew since it was pinned, most likely with fixes. What is pinned still works, hence this is off unless a team wants to hear of it; the hover and `plimsoll update --dry-run` always tell.',
  ),
  needs: ['tagNow'],
  check({ use, facts }) {
    const { reference } = use;
    const now = valueOf(facts.tagNow);
    if (reference?.digest === undefined || !now || now.serves === 'missing' || !hasMoved(reference.digest, now.serves)) return [];
    // One of the images that the tag stands for now is as fresh as the tag.
    if (valueOf(facts.children)?.includes(reference.digest)) return [];
    return [findingOf(digestStale, use, message('The tag {0} of {1} serves another digest now', now.tag, shownName(reference)))];
  },
};
