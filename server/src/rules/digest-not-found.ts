import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { findingOf, shownName } from './finding';
import type { Rule } from './rule';

export const digestNotFound: Rule = {
  id: 'digest-not-found',
  concern: 'pinning',
  severity: 'error',
  summary: message('The registry has no image with this digest'),
  explanation: message(
    'The registry was asked and says that it has no such image: it was deleted, or the digest is of another repository. A build or a node that does not have it yet cannot get it.',
  ),
  needs: ['resolution'],
  check({ use, facts }) {
    const { reference } = use;
    if (reference?.digest === undefined || valueOf(facts.resolution) !== 'missing') return [];
    return [findingOf(digestNotFound, use, message('{0} has no {1} with this digest', reference.registry, shownName(reference)))];
  },
};
