import type { Message } from '../core/message';
import { fullName } from '../core/reference';
import type { AttestationReport, SignatureReport } from '../core/verification';
import type { Candidate } from './discovery/candidate';
import type { Unanswered } from './discovery/discovery';
import { Ledger, notationChecks, sigstoreChecks, statementChecks, type CheckName } from './ledger';

/** What becomes of one candidate. Who attests is another question than who signs. */
export type Outcome =
  | { readonly kind: 'signature'; readonly report: SignatureReport }
  | { readonly kind: 'attestation'; readonly report: AttestationReport };

type Owner = Pick<Candidate, 'format' | 'purpose' | 'place' | 'subject'>;

/** What is there and cannot be read (`invalid`), or could not be had or understood (`unknown`). */
export interface Obstacle {
  readonly verdict: 'invalid' | 'unknown';
  readonly check: CheckName;
  readonly reason: Message;
}

/** A report about what is there. An attestation that cannot be read is no bad signature of the image. */
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

/** What a report is about, and where that was found. */
export function whereabouts({ place, subject }: Pick<Owner, 'place' | 'subject'>): Required<Pick<SignatureReport & AttestationReport, 'place' | 'subject'>> {
  const { digest, kind, platform } = subject;
  return { place: fullName(place), subject: { digest, kind, ...(platform === undefined ? {} : { platform }) } };
}
