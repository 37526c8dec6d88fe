import { valueOf } from '../core/fact';
import { message } from '../core/message';
import type { Rule } from './rule';
import { aboutSignature } from './signed';

export const signerUntrusted: Rule = {
  id: 'signer-untrusted',
  concern: 'signature',
  severity: 'warning',
  summary: message('Somebody signed the image whom nobody named'),
  explanation: message(
    'The signature is good, and says who made it. Anybody can sign anything: it is worth something only where it is known who should have signed. If the one who did is the right one, name this signer under `signatures` in .plimsoll.yaml.',
  ),
  needs: ['signature'],
  check({ use, facts }) {
    const signature = valueOf(facts.signature);
    if (!signature?.byOther) return [];
    return aboutSignature(signerUntrusted, use, signature, (image, reason) => message('{0} is signed by somebody whom the policy does not name: {1}', image, reason));
  },
};
