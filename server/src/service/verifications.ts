import type { TrustPolicy } from '../core/policy';
import type { ImageReference } from '../core/reference';
import { summarise } from '../facts/checked-signature';
import { backgroundRequests } from './background-signatures';
import type { ImageService } from './image-service';
import { notChecked } from './not-checked';
import { isRequest } from './signer-requests';
import type { Sources } from './sources';

type Verifications = Pick<ImageService, 'verify' | 'checkSignature' | 'verifyInBackground' | 'onVerified' | 'trustRoot'>;

/** What asks who signed. */
export function createVerifications({ pinning, requests, facts, clock }: Sources): Verifications {
  async function ask(reference: ImageReference, policy: TrustPolicy) {
    const [{ signatures }, request] = await Promise.all([pinning.load(), requests.of(reference, policy)]);
    return { signatures, request };
  }

  return {
    async verify(reference, policy, options) {
      const { signatures, request } = await ask(reference, policy);
      const { depth, ...rest } = options;
      return isRequest(request) ? signatures.verify(depth ? { ...request, depth } : request, rest) : notChecked(reference, request);
    },
    async checkSignature(reference, policy, options) {
      const { signatures, request } = await ask(reference, policy);
      if (isRequest(request)) return signatures.check(request, options);
      return summarise(notChecked(reference, request), { now: clock.now(), consent: options.consent });
    },
    async verifyInBackground(document, context, options) {
      const wanted = await backgroundRequests(document, context, { factsOf: use => facts.ofUse(use, document, context), publishers: options.publishers, requests });
      if (wanted.length > 0) await (await pinning.load()).verifyInBackground(wanted, options);
    },
    onVerified: pinning.onVerified,
    trustRoot: pinning.trustRoot,
  };
}
