import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule } from './rule';

export const endOfLife: Rule = {
  id: 'end-of-life',
  concern: 'lifecycle',
  severity: 'warning',
  summary: message('The release cycle of the tag has ended, or ends within 90 days'),
  explanation: message(
    'After its end of life a release gets no security fixes from its makers, so every hole that is found in it stays open. The dates come from endoflife.date and ship with Plimsoll.',
  ),
  needs: ['lifecycle'],
  check: input => lifecycleFindings(endOfLife, input, { 'end-of-life': 'warning', 'ends-soon': 'information' }),
};
