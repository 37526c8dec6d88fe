import type { Consent } from '../core/consent';
import { type Message } from '../core/message';
import { plainText } from '../core/plain-text';
import type { SignatureFormat, SignatureReport, TrustRootInfo, VerificationReport, Verdict } from '../core/verification';

/** What is kept of a verification: enough to judge by, and none of what was attested. */
export interface CheckedSignature {
  readonly verdict: Verdict;
  readonly reason: Message;
  /** What is signed is good in itself, and nobody who is accepted signed it. */
  readonly byOther: boolean;
  readonly identity?: string;
  readonly issuer?: string;
  /** Of the signature that they are of. */
  readonly format?: SignatureFormat;
  /** Absent when it was not found out. */
  readonly digest?: string;
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  /** On whose behalf registries were asked. */
  readonly consent: Consent;
  readonly trustRoot: TrustRootInfo;
}

export function summarise(report: VerificationReport, { now, consent }: { now: number; consent: Consent }): CheckedSignature {
  const { verdict, reason, digest, trustRoot } = report;
  const signer = report.signatures.find(signature => signature.verdict === verdict);
  return {
    verdict,
    reason: plainMessage(reason),
    byOther: signedByOther(report),
    ...(signer?.identity === undefined ? {} : { identity: plainText(signer.identity) }),
    ...(signer?.issuer === undefined ? {} : { issuer: plainText(signer.issuer) }),
    ...(signer === undefined ? {} : { format: signer.format }),
    ...(digest === undefined ? {} : { digest }),
    checkedAt: now,
    consent,
    trustRoot,
  };
}

/** Everything that fails about the signatures is that nobody who is accepted made them. */
function signedByOther({ verdict, signatures }: VerificationReport): boolean {
  if (verdict === 'signed-unpinned') return true;
  const failed = signatures.flatMap(failures);
  return verdict === 'invalid' && failed.length > 0 && failed.every(name => name === 'identity');
}

/** An invalid signature in which no check failed is none that somebody else made, whatever it is. */
function failures({ verdict, checks }: SignatureReport): string[] {
  const names = checks.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
  return verdict === 'invalid' && names.length === 0 ? ['unnamed'] : names;
}

/** Whoever signed chose these words, and they go into reports and terminals. */
function plainMessage({ template, args }: Message): Message {
  return { template, args: args.map(arg => (typeof arg === 'string' ? plainText(arg) : typeof arg === 'object' ? plainMessage(arg) : arg)) };
}
