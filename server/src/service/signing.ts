import { known, unknown, type Fact } from '../core/fact';
import type { SignatureFact } from '../core/facts';
import type { TrustPolicy } from '../core/policy';
import type { ImageReference } from '../core/reference';
import type { CheckedSignature, Signatures } from '../facts/signatures';
import type { VerificationRequest } from '../signatures/verifier';
import { requiresSignature } from '../policy/signers';
import type { SignerRequests } from './signer-requests';

const notChecked = unknown('not-looked-up');

/** `signatures` is undefined while nobody verified anything. */
export interface SignatureSources {
  readonly signatures: Signatures | undefined;
  readonly requests: SignerRequests;
}

/** What is known of the signature, without asking anybody. */
export function signatureFact(reference: ImageReference, policy: TrustPolicy, { signatures, requests }: SignatureSources): Fact<SignatureFact> {
  if (!signatures?.knows(reference)) return notChecked;
  const request = requests.known(reference, policy);
  const checked = request && signatures.current(request);
  return checked ? factOf(checked, requiresSignature(reference, policy)) : notChecked;
}

function factOf({ verdict, digest, consent: _consent, trustRoot: _root, ...rest }: CheckedSignature, required: boolean): Fact<SignatureFact> {
  if (verdict === 'unknown' || digest === undefined) return { state: 'unknown', reason: 'could-not-check', said: rest.reason };
  return known({ ...rest, verdict, digest, required });
}

/** Whether it matters who signed: somebody is known to, or the policy wants a signature, by whomever. */
export function hasSigner({ reference, signers }: VerificationRequest, policy: TrustPolicy): boolean {
  return signers.length > 0 || requiresSignature(reference, policy);
}
