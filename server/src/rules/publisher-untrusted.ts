import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { hasTrustList, isTrusted } from '../core/policy-trust';
import { findingOf, shown } from './finding';
import type { Rule } from './rule';

export const publisherUntrusted: Rule = {
  id: 'publisher-untrusted',
  concern: 'publisher',
  severity: 'warning',
  summary: message("The team's trust list does not have the image"),
  explanation: message(
    'The policy names whose images may be used (`trust` in .plimsoll.yaml, with `strict: true`), and neither its publishers nor its references have this one. Use an image of a publisher that is on the list, or have the list extended.',
  ),
  needs: ['publisher'],
  check({ use, facts, policy }) {
    if (!use.reference || !policy.trust.strict || !hasTrustList(policy)) return [];
    const publisher = valueOf(facts.publisher);
    const id = publisher?.kind === 'known' ? publisher.id : undefined;
    if (isTrusted(use.reference, id, policy)) return [];
    return [findingOf(publisherUntrusted, use, message('{0} is not on the trust list', shown(use.reference)))];
  },
};
