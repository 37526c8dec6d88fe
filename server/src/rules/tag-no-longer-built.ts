import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule } from './rule';

export const tagNoLongerBuilt: Rule = {
  id: 'tag-no-longer-built',
  concern: 'lifecycle',
  severity: 'information',
  summary: message('An official tag that is not rebuilt any more'),
  explanation: message(
    'Docker Official Images are rebuilt when something in them gets a fix, but only under the tags that are on their list. This tag has left the list: it will be served as it is now for ever.',
  ),
  needs: ['lifecycle'],
  check: input => lifecycleFindings(tagNoLongerBuilt, input, { 'no-longer-built': 'information' }),
};
