import { valueOf } from '../core/fact';
import { message } from '../core/message';
import { findingOf, shown } from './finding';
import type { Rule } from './rule';

export const hardenedAlternative: Rule = {
  id: 'hardened-alternative',
  concern: 'publisher',
  severity: 'off',
  summary: message('A hardened image does the same job'),
  explanation: message(
    'A hardened image ships less: often no shell, no package manager and no root user, and it is rebuilt when one of its parts gets a fix. The light bulb and the hover always name such images with what differs; this rule makes a finding of it.',
  ),
  needs: ['alternatives'],
  check({ use, facts }) {
    const best = valueOf(facts.alternatives)?.[0];
    if (!use.reference || !best) return [];
    return [findingOf(hardenedAlternative, use, message('{0} does the job of {1}', shown(best.reference), shown(use.reference)))];
  },
};
