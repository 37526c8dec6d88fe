import type { Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import { entriesFor } from '../policy/signers';
import { fullName, type ImageReference } from '../core/reference';
import type { VerificationRequest } from '../signatures/verifier';
import type { Signers } from './verifying';

/** Names under policies of which it is kept who must have signed. */
const mostKept = 5_000;

/** Who must have signed an image. Keys and certificates lie in files, so only who asks again knows what they say by then. */
export interface SignerRequests {
  /** A message where it is not known, as with a file that cannot be read. */
  of(reference: ImageReference, policy: TrustPolicy): Promise<VerificationRequest | Message>;
  /** As it was when somebody last asked about the image under a policy that says the same of it; undefined while nobody did. */
  known(reference: ImageReference, policy: TrustPolicy): VerificationRequest | undefined;
}

export function createSignerRequests(load: () => Promise<Signers>): SignerRequests {
  const kept = new Map<string, VerificationRequest>();

  function keep(reference: ImageReference, policy: TrustPolicy, request: VerificationRequest | Message): void {
    const key = keyOf(reference, policy);
    kept.delete(key);
    if (!isRequest(request)) return;
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value as string);
    kept.set(key, request);
  }

  return {
    async of(reference, policy) {
      const request = await (await load()).verificationRequest(reference, policy);
      keep(reference, policy, request);
      return request;
    },
    known(reference, policy) {
      const request = kept.get(keyOf(reference, policy));
      return request && { ...request, reference };
    },
  };
}

export function isRequest(answer: VerificationRequest | Message): answer is VerificationRequest {
  return 'signers' in answer;
}

/** For a report, which has said already that it is not known who must have signed. */
export function requestOrNobody(answer: VerificationRequest | Message, reference: ImageReference): VerificationRequest {
  return isRequest(answer) ? answer : { reference, signers: [], publisherDoesNotSign: false };
}

function keyOf(reference: ImageReference, policy: TrustPolicy): string {
  return JSON.stringify([fullName(reference), entriesFor(reference, policy), policy.upstreams]);
}
