import { valueOf } from '../core/fact';
import { message } from '../core/message';
import type { Rule } from './rule';
import { aboutSignature } from './signed';

export const signatureInvalid: Rule = {
  id: 'signature-invalid',
  concern: 'signature',
  severity: 'error',
  summary: message('The signature of the image is wrong'),
  explanation: message(
    'There is a signature, and it does not hold: it is about another image, its certificate or its log entry is not what it should be, or it was changed. Do not use the image before its publisher has explained that.',
  ),
  needs: ['signature'],
  check({ use, facts }) {
    const signature = valueOf(facts.signature);
    if (signature?.verdict !== 'invalid' || signature.byOther) return [];
    return aboutSignature(signatureInvalid, use, signature, (image, reason) => message('The signature of {0} is not valid: {1}', image, reason));
  },
};
