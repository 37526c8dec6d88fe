import { message } from '../core/message';
import type { Rule } from './rule';

/** What it judges is no image: the service finds it once all other rules have spoken. */
export const unusedIgnore: Rule = {
  id: 'unused-ignore',
  concern: 'meta',
  severity: 'off',
  summary: message('An ignore hides nothing'),
  explanation: message(
    'What it was written for is gone, its rule is spelt differently, or the policy does not let comments hide it. Left in place, it would hide the next finding of that rule without anybody deciding so. Ignores of rules that are off, or whose facts are not known here, are not judged.',
  ),
  needs: [],
  check: () => [],
};
