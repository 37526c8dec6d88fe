import { VerificationError, Verifier } from '@sigstore/verify';
import type { Plan } from './entity';

type Run = Pick<Plan, 'entity' | 'material' | 'needs'>;

/** What the Sigstore library finds wrong first; undefined when nothing. */
export function runVerifier({ entity, material, needs: { ctlog, tlog, timestamp } }: Run): unknown {
  const thresholds = { ctlogThreshold: ctlog, tlogThreshold: tlog, timestampThreshold: timestamp };
  try {
    new Verifier(material, thresholds).verify(entity);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Tells a broken chain from a broken timestamp of the certificate: both have one code. Pinned by test/signatures. */
export function isChainError(error: unknown): boolean {
  return error instanceof VerificationError && error.message === 'Failed to verify certificate chain';
}

export function isSignatureError(error: unknown): boolean {
  return error instanceof VerificationError && error.code === 'SIGNATURE_ERROR';
}
