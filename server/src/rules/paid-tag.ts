import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule } from './rule';

export const paidTag: Rule = {
  id: 'paid-tag',
  concern: 'lifecycle',
  severity: 'warning',
  summary: message('The free tier does not publish this tag'),
  explanation: message(
    "Of cgr.dev/chainguard everybody gets `latest` and `latest-dev` of some images. Whoever has no contract cannot pull other tags and images. Take `latest` and pin its digest, or name your organization's own repository.",
  ),
  needs: ['lifecycle'],
  check: input => lifecycleFindings(paidTag, input, { 'paid-tag': 'warning' }),
};
