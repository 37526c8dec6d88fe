import type { Message } from '../core/message';
import { fullName } from '../core/reference';
import type { AttestationReport, SignatureReport } from '../core/verification';
import type { Candidate, SubjectManifest } from './discovery/candidate';
import type { Unanswered } from './discovery/discovery';
import { Ledger, notationChecks, sigstoreChecks, statementChecks, type CheckName } from './ledger';
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

const otherChecks: Readonly<Partial<Record<AttestationReport['format'], readonly CheckName[]>>> = {
  'notation-jws': notationChecks,
  'notation-cose': notationChecks,
  buildkit: statementChecks,
  'cosign-sbom': statementChecks,
};

function checksOf(format: AttestationReport['format']): readonly CheckName[] {
  return otherChecks[format] ?? sigstoreChecks;
}

/** That attestations could not be looked up, as a report among those that could. */
export function unansweredAttestation({ format, reason, question }: Unanswered): AttestationReport {
  const ledger = new Ledger(checksOf(format));
  ledger.skip('format', reason);
  return { format, predicateType: '', verdict: 'unknown', checks: ledger.checks(), ...whereabouts(question) };
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
