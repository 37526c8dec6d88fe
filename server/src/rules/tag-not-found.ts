import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { withTag } from '../core/reference';
import { findingOf, shown, shownName } from './finding';
import type { Rule } from './rule';

export const tagNotFound: Rule = {
  id: 'tag-not-found',
  concern: 'pinning',
  severity: 'error',
  summary: message('The registry has no such tag'),
  explanation: message(
    'The registry was asked and says that it has no such image: a typo, or the tag was deleted. Where a digest is given too, that is what is pulled, and this is a note only: nothing tells any more which version it is.',
  ),
  needs: [],
  check({ use, facts }) {
    const { reference } = use;
    if (!reference) return [];
    if (reference.digest === undefined) {
      if (valueOf(facts.resolution) !== 'missing') return [];
      const tagged = withTag(reference, reference.tag ?? 'latest');
      return [findingOf(tagNotFound, use, message('{0} has no {1}', reference.registry, shown(tagged)))];
    }
    const now = valueOf(facts.tagNow);
    if (now?.serves !== 'missing') return [];
    const what = message('{0} has no tag {1} of {2} any more', reference.registry, now.tag, shownName(reference));
    return [{ ...findingOf(tagNotFound, use, what), severity: 'information' }];
  },
};
