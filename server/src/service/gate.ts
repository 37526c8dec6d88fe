import { message, type Message } from '../core/message';
import type { TrustPolicy } from '../core/policy';
import type { ImageReference } from '../core/reference';
import { RegistryError } from '../oci/error';
import { createLimiter } from '../oci/limiter';
import type { CheckedSignature, Signatures } from '../facts/signatures';
import { requiresSignature } from '../policy/signers';
import type { VerificationRequest } from '../signatures/verifier';
import type { ActionOptions } from './action-options';
import { withDeadline } from './deadline';
import { hasSigner } from './signing';
import { isRequest, type SignerRequests } from './signer-requests';

/** Whether a reference may be written. A note is said beside what was written, and keeps nothing from being it. */
export type Admission = Refusal | { readonly refused?: never; readonly note?: Message };

export interface Refusal {
  readonly refused: Message;
  /** The signature was looked at and is not accepted, which a finding at the image itself says as well. */
  readonly isFinding?: true;
}

/** Verifications at once: each takes processor time, and several requests. */
const atOnce = 4;

/** Stands before everything that writes a digest, or an image's name, into a document. */
export interface Gate {
  /** Verifies the digest of the reference first where a signer is known. Rejects for cancellation only. */
  admit(pinned: ImageReference, policy: TrustPolicy, options: GateOptions): Promise<Admission>;
  /** From what is known already. Only what is verified, or needs not be, is written without a word. */
  admitKnown(pinned: ImageReference, policy: TrustPolicy): Promise<Admission>;
  /** For a reference without a digest, because of `why`. */
  admitTag(reference: ImageReference, policy: TrustPolicy, why: Message): Promise<Admission>;
}

export interface GateOptions extends ActionOptions {
  /** Milliseconds that are left. */
  readonly patience: number;
  /** Somebody saw that the signature is not accepted, and wants it all the same. Never where the policy requires one. */
  readonly unverified?: boolean;
}

export function createGate(signatures: Signatures, requests: SignerRequests): Gate {
  const limiter = createLimiter(atOnce);

  async function checked(request: VerificationRequest, options: GateOptions): Promise<Checked> {
    const { consent, signal, patience } = options;
    const waiter = { signal, cancelled: () => cancelled(request.reference) };
    try {
      return await limiter.run('', waiter, () => withDeadline(patience, signal, inner => signatures.check(request, { consent, signal: inner })));
    } catch (error) {
      if (signal?.aborted) throw error;
      return { verdict: 'unknown', reason: message('{0} did not answer in time', request.reference.registry) };
    }
  }

  return {
    async admit(pinned, policy, options) {
      const request = await requests.of(pinned, policy);
      if (isRequest(request) && !hasSigner(request, policy)) return {};
      const verdict = isRequest(request) ? await checked(request, options) : unreadable(request);
      return judge(verdict, { pinned, policy, unverified: options.unverified === true });
    },
    async admitKnown(pinned, policy) {
      const request = await requests.of(pinned, policy);
      if (isRequest(request) && !hasSigner(request, policy)) return {};
      const known = isRequest(request) ? signatures.current(request) : unreadable(request);
      if (known?.verdict === 'verified') return {};
      if (!known) return { refused: message('not verified yet') };
      const admission = judge(known, { pinned, policy, unverified: false });
      return admission.refused ? admission : { refused: admission.note ?? known.reason };
    },
    async admitTag(reference, policy, why) {
      const request = await requests.of(reference, policy);
      return !isRequest(request) || hasSigner(request, policy) ? judge({ verdict: 'unknown', reason: why }, { pinned: reference, policy, unverified: false }) : {};
    },
  };
}

type Checked = Pick<CheckedSignature, 'verdict' | 'reason'>;

/** Who must have signed is not known, and so not whether they did. */
function unreadable(reason: Message): Checked {
  return { verdict: 'unknown', reason };
}

interface Question {
  readonly pinned: ImageReference;
  readonly policy: TrustPolicy;
  readonly unverified: boolean;
}

/** Where a signature is required, only a verified one will do. Elsewhere what is wrong keeps the image out, and what is missing is said. */
function judge({ verdict, reason }: Checked, { pinned, policy, unverified }: Question): Admission {
  if (verdict === 'verified') return {};
  if (requiresSignature(pinned, policy)) return { refused: message('the policy requires a signature on it: {0}', reason) };
  if (verdict === 'invalid' && !unverified) return { refused: message('its signature is not accepted: {0}', reason), isFinding: true };
  return { note: message('its signature is not verified: {0}', reason) };
}

function cancelled({ registry }: ImageReference): RegistryError {
  return new RegistryError('cancelled', registry, 'nobody waits for the verification any more');
}

