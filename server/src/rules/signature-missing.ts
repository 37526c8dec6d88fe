import { valueOf } from '../core/fact';
import { message } from '../core/message';
import type { Rule } from './rule';
import { aboutSignature } from './signed';

export const signatureMissing: Rule = {
  id: 'signature-missing',
  concern: 'signature',
  severity: 'off',
  summary: message('The image is not signed'),
  explanation: message(
    'The look-up worked and found no signature, so nobody vouches for these bytes. Most images are not signed, hence this says something only where the policy requires a signature, or where a team switched it on.',
  ),
  needs: ['signature'],
  check({ use, facts }) {
    const signature = valueOf(facts.signature);
    if (signature?.verdict !== 'unsigned' && signature?.verdict !== 'publisher-does-not-sign') return [];
    return aboutSignature(signatureMissing, use, signature, (image, reason) => message('{0} is not signed: {1}', image, reason));
  },
};
