import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { findingOf, shownName } from './finding';
import type { Rule } from './rule';

export const digestSinglePlatform: Rule = {
  id: 'digest-single-platform',
  concern: 'pinning',
  severity: 'information',
  summary: message('The digest is that of one platform alone'),
  explanation: message(
    'The tag stands for an index of images for several platforms, and what is pinned is one of those: on another platform it does not run, or is emulated. Pin the index, or say with a constant `--platform` that one platform is what you want.',
  ),
  needs: ['tagNow', 'children'],
  check({ use, facts }) {
    const { reference, platform } = use;
    if (reference?.digest === undefined || platform !== undefined) return [];
    if (!valueOf(facts.children)?.includes(reference.digest)) return [];
    return [findingOf(digestSinglePlatform, use, message('This digest of {0} is that of one platform alone', shownName(reference)))];
  },
};
