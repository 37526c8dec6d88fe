import type { Message } from '../core/message';
import { fullName } from '../core/reference';
import type { AttestationReport, SignatureFormat, SignatureReport } from '../core/verification';
import type { Candidate, SubjectManifest } from './discovery/candidate';
import { Ledger, notationChecks, sigstoreChecks, type CheckName } from './ledger';
import type { Outcome } from './sigstore/verify';

type Owner = Pick<Candidate, 'format' | 'purpose' | 'place' | 'subject'>;

/** What is there and cannot be read (`invalid`), or could not be had or understood (`unknown`). */
export interface Obstacle {
  readonly verdict: 'invalid' | 'unknown';
  readonly check: CheckName;
  readonly reason: Message;
}

export function unreadable(owner: Owner, { verdict, check, reason }: Obstacle): Outcome {
  const ledger = new Ledger(checksOf(owner.format));
  if (verdict === 'invalid') ledger.fail(check, reason);
  else ledger.skip(check, reason);
  const report = { format: owner.format, verdict, checks: ledger.checks(), ...whereabouts(owner) };
  if (owner.purpose === 'signature') return { kind: 'signature', report };
  return { kind: 'attestation', report: { ...report, predicateType: '' } };
}

function checksOf(format: SignatureFormat): readonly CheckName[] {
  return format === 'notation-jws' || format === 'notation-cose' ? notationChecks : sigstoreChecks;
}

/** An outcome that tells what it is about, and where it was found. */
export function located(outcome: Outcome, owner: Owner): Outcome {
  const where = whereabouts(owner);
  if (outcome.kind === 'signature') return { kind: 'signature', report: { ...outcome.report, ...where } };
  return { kind: 'attestation', report: { ...outcome.report, ...where } };
}

export function whereabouts({ place, subject }: Pick<Owner, 'place' | 'subject'>): Required<Pick<SignatureReport & AttestationReport, 'place' | 'subject'>> {
  return { place: fullName(place), subject: signedSubject(subject) };
}

function signedSubject({ digest, kind, platform }: SubjectManifest): NonNullable<SignatureReport['subject']> {
  return { digest, kind, ...(platform === undefined ? {} : { platform }) };
}
