import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule, RuleInput } from './rule';
import { isShipped } from './surroundings';

export const debugVariant: Rule = {
  id: 'debug-variant',
  concern: 'lifecycle',
  severity: 'information',
  summary: message('A variant to build or to debug with is what ships'),
  explanation: message(
    'Variants named `debug` or `-dev` bring a shell and often a package manager, which is what a hardened image leaves out: whoever breaks in finds his tools there. Build in them, and ship the plain variant.',
  ),
  needs: ['lifecycle'],
  check(input: RuleInput) {
    const found = lifecycleFindings(debugVariant, input, { 'debug-variant': 'information' });
    // Whether the image ships takes a look at the whole build.
    return found.length > 0 && isShipped(input.use, input.document) ? found : [];
  },
};
