import { message } from '../core/message';
import { findingOf } from './finding';
import type { Rule } from './rule';

export const referenceInvalid: Rule = {
  id: 'reference-invalid',
  concern: 'grammar',
  severity: 'error',
  summary: message('The text cannot be an image reference'),
  explanation: message(
    'No registry can serve this text: it breaks the grammar of image references, or it stands where variables are not expanded. The build or the deployment will fail when it gets here.',
  ),
  needs: [],
  check: ({ use }) => (use.unresolved?.code === 'invalid' ? [findingOf(referenceInvalid, use, use.unresolved.message)] : []),
};
