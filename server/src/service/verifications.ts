import { backgroundRequests } from './background-signatures';
import type { ImageService } from './image-service';
import type { Sources } from './sources';
import { verificationRequest } from './verifying';

type Verifications = Pick<ImageService, 'verify' | 'checkSignature' | 'verifyInBackground' | 'onVerified' | 'trustRoot'>;

/** What asks who signed. */
export function createVerifications({ pinning, facts }: Sources): Verifications {
  return {
    verify: async (reference, policy, options) => (await pinning.load()).signatures.verify(verificationRequest(reference, policy), options),
    checkSignature: async (reference, policy, options) => (await pinning.load()).signatures.check(verificationRequest(reference, policy), options),
    async verifyInBackground(document, context, options) {
      const requests = backgroundRequests(document, context, { factsOf: use => facts.ofUse(use, document, context), publishers: options.publishers });
      if (requests.length > 0) await (await pinning.load()).verifyInBackground(requests, options);
    },
    onVerified: pinning.onVerified,
    trustRoot: pinning.trustRoot,
  };
}
