import { isPlainWord } from '../../core/plain-text';
import type { SignatureReport, VerificationReport } from '../../core/verification';

/** A signer as a policy can name him. */
export interface NamedSigner {
  readonly issuer: string;
  readonly identity: string;
}

/** The signature that the verdict rests on. */
export function decisive({ signatures, verdict }: VerificationReport): SignatureReport | undefined {
  return signatures.find(signature => signature.verdict === verdict);
}

/** Nothing is wrong with it but who made it. */
function isByAnother({ verdict, checks }: SignatureReport): boolean {
  const failed = checks.filter(({ outcome }) => outcome === 'failed');
  return verdict === 'invalid' && failed.length > 0 && failed.every(({ name }) => name === 'identity');
}

/** True when every signature there is was made by somebody else, and well. */
export function isSignedBySomebodyElse({ verdict, signatures }: VerificationReport): boolean {
  return verdict === 'invalid' && signatures.length > 0 && signatures.every(isByAnother);
}

/** Whom a policy may name so that a good signature counts. */
export function signerToName({ signatures }: VerificationReport): NamedSigner | undefined {
  for (const signature of signatures) {
    const signer = nameable(signature);
    if (signer && (signature.verdict === 'signed-unpinned' || isByAnother(signature))) return signer;
  }
  return undefined;
}

/**
 * Who signed, as a policy names the signers of Sigstore's certificates. Nobody whose name holds other characters than the plain
 * ones: it could look like somebody else's.
 */
export function nameable({ format, identity, issuer }: Partial<Pick<SignatureReport, 'format' | 'identity' | 'issuer'>>): NamedSigner | undefined {
  if (format !== 'cosign-legacy' && format !== 'sigstore-bundle') return undefined;
  if (identity === undefined || issuer === undefined || !isPlainWord(identity) || !isPlainWord(issuer)) return undefined;
  return { issuer, identity };
}
