import { message } from '../core/message';
import { lifecycleFindings } from './lifecycle';
import type { Rule } from './rule';

export const imageMoved: Rule = {
  id: 'image-moved',
  concern: 'lifecycle',
  severity: 'warning',
  summary: message('The image is published elsewhere now'),
  explanation: message(
    'Under this name you get what was there when it moved: no fixes, no new versions, and one day nothing at all. The light bulb writes the new name.',
  ),
  needs: ['lifecycle'],
  check: input => lifecycleFindings(imageMoved, input, { moved: 'warning' }),
};
