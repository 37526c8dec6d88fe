import type { AcceptedSigner } from '../../core/accepted-signer';
import type { ImageReference } from '../../core/reference';
import { fullName } from '../../core/reference';
import type { AttestationReport, SignatureReport } from '../../core/verification';
import type { Candidate } from '../discovery/candidate';
import type { Ledger } from '../ledger';
import type { TrustRoot } from '../trust-root';
import type { PrehashVerifier } from './content';
import type { Stated } from './statement';

export interface VerifyContext {
  readonly image: ImageReference & { readonly digest: string };
  readonly signers: readonly AcceptedSigner[];
  readonly root: TrustRoot;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** For who verifies by a digest alone; images always come with their bytes. */
  readonly prehashed?: PrehashVerifier;
}

export type Outcome =
  | { readonly kind: 'signature'; readonly report: SignatureReport }
  | { readonly kind: 'attestation'; readonly report: AttestationReport };

/** One signature on its way to a report. */
export interface Case {
  readonly candidate: Candidate;
  readonly context: VerifyContext;
  readonly ledger: Ledger;
}

/** What was found out besides the checks. */
export type Details = Partial<Omit<SignatureReport, 'format' | 'verdict' | 'checks' | 'subject' | 'place'>>;

export function signature(one: Pick<Case, 'candidate' | 'ledger'>, verdict: SignatureReport['verdict'], details: Details = {}): SignatureReport {
  const { format, subject, place } = one.candidate;
  const { digest, kind, platform } = subject;
  const about = { digest, kind, ...(platform === undefined ? {} : { platform }) };
  return { format, verdict, ...details, checks: one.ledger.checks(), subject: about, place: fullName(place) };
}

/** Who attests is another question than who signs, so an attestation by somebody else is not wrong. */
export function attestation(report: SignatureReport, { predicateType, statement }: Stated): AttestationReport {
  const { acceptedBy: _, builtByItsRepository: __, claims: ___, verdict, ...rest } = report;
  const otherSigner = rest.checks.every(({ name, outcome }) => (outcome === 'failed') === (name === 'identity'));
  const judged = otherSigner ? (rest.identity === undefined ? 'unknown' : 'signed-unpinned') : verdict;
  return { ...rest, predicateType, verdict: judged, ...(statement === undefined ? {} : { statement }) };
}
