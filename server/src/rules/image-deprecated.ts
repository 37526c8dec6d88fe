import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule } from './rule';

export const imageDeprecated: Rule = {
  id: 'image-deprecated',
  concern: 'lifecycle',
  severity: 'warning',
  summary: message('Its publisher gave the image up'),
  explanation: message(
    'A deprecated image can still be pulled, and nobody puts fixes into it any more. The light bulb names a successor where the publisher names one.',
  ),
  needs: ['lifecycle'],
  check: input => lifecycleFindings(imageDeprecated, input, { deprecated: 'warning' }),
};
