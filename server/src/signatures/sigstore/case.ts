import type { AttestationReport, SignatureReport } from '../../core/verification';
import type { Candidate } from '../discovery/candidate';
import type { Ledger } from '../ledger';
import { whereabouts } from '../outcome';
import type { Stated } from '../statement';
import type { VerifyContext } from '../verify-context';

/** One signature on its way to a report. */
export interface Case {
  readonly candidate: Candidate;
  readonly context: VerifyContext;
  readonly ledger: Ledger;
}

/** What was found out besides the checks. */
export type Details = Partial<Omit<SignatureReport, 'format' | 'verdict' | 'checks' | 'subject' | 'place'>>;

export function signature({ candidate, ledger }: Case, verdict: SignatureReport['verdict'], details: Details = {}): SignatureReport {
  return { format: candidate.format, verdict, ...details, checks: ledger.checks(), ...whereabouts(candidate) };
}

/** Who attests is another question than who signs, so an attestation by somebody else is not wrong. */
export function attestation(report: SignatureReport, { predicateType, statement }: Stated): AttestationReport {
  const { acceptedBy: _, builtByItsRepository: __, claims: ___, verdict, ...rest } = report;
  const otherSigner = rest.checks.every(({ name, outcome }) => (outcome === 'failed') === (name === 'identity'));
  const judged = otherSigner ? (rest.identity === undefined ? 'unknown' : 'signed-unpinned') : verdict;
  return { ...rest, predicateType, verdict: judged, ...(statement === undefined ? {} : { statement }) };
}
