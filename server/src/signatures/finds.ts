import { message, type Message } from '../core/message';
import type { AttestationReport, SignatureReport } from '../core/verification';
import type { Candidate, UnsignedLayer } from './discovery/candidate';
import type { Broken, Discovery } from './discovery/discovery';
import { limits } from './limits';
import { unansweredAttestation, unreadable } from './outcome';
import type { Reading } from './reading';
import type { Outcome } from './outcome';
import { verifyCandidate, type CandidateContext } from './verify-candidate';
import { verifyStatement, vouched, type UnsignedReport } from './verify-statement';

/** What was found in one place. */
export interface Evidence {
  readonly signatures: readonly SignatureReport[];
  readonly attestations: readonly AttestationReport[];
  readonly failures: readonly Message[];
}

/** What was found so far, each judged at once. */
export class Finds {
  readonly #context: CandidateContext;
  readonly #reading: Reading;
  readonly #outcomes: Outcome[] = [];
  readonly #vouching: Outcome[] = [];
  readonly #unsigned: UnsignedReport[] = [];
  readonly #unanswered: AttestationReport[] = [];
  readonly #failures: Message[] = [];
  #signaturesLeft: number = limits.candidates;
  #statementsLeft: number = limits.candidates;

  constructor(context: CandidateContext, reading: Reading) {
    this.#context = context;
    this.#reading = reading;
  }

  /** Judges, and returns what may be read later. */
  async add({ candidates, vouching, unsigned, broken, unanswered, failures, later }: Discovery): Promise<Discovery['later']> {
    this.#failures.push(...failures);
    this.#unanswered.push(...unanswered.map(unansweredAttestation));
    this.#outcomes.push(...broken.map(outcomeOf));
    const judged = await this.#verify(this.#takeCandidates(candidates));
    this.#outcomes.push(...judged.map(({ outcome }) => outcome));
    this.#failures.push(...judged.flatMap(({ outcome, failure }) => (failure === undefined || outcome.kind === 'attestation' ? [] : [failure])));
    this.#vouching.push(...(await this.#verify(vouching.slice(0, limits.candidates))).map(({ outcome }) => outcome));
    const statements = this.#takeStatements(unsigned).map((each) => verifyStatement(each, this.#reading));
    this.#unsigned.push(...(await Promise.all(statements)));
    return later;
  }

  /** Whether a signature of the image is good enough to end the search. */
  isDecided(): boolean {
    const enough = this.#context.signers.length > 0 ? 'verified' : 'signed-unpinned';
    return signaturesIn(this.#outcomes).some(({ verdict, subject }) => verdict === enough && subject?.kind !== 'platform');
  }

  evidence(): Evidence {
    const signatures = signaturesIn(this.#outcomes);
    const signed = this.#outcomes.flatMap((outcome) => (outcome.kind === 'attestation' ? [outcome.report] : []));
    const statements = this.#unsigned.map((each) => vouched(each, [...signatures, ...signaturesIn(this.#vouching)]));
    return { signatures, attestations: [...signed, ...statements, ...this.#unanswered], failures: this.#failures };
  }

  #verify(candidates: readonly Candidate[]): Promise<Awaited<ReturnType<typeof verifyCandidate>>[]> {
    return Promise.all(candidates.map((candidate) => verifyCandidate(candidate, this.#context, this.#reading)));
  }

  /** As many as may still be read; that others are left out is an open question, not a "none". */
  #takeCandidates(some: readonly Candidate[]): readonly Candidate[] {
    const taken = some.slice(0, this.#signaturesLeft);
    this.#signaturesLeft -= taken.length;
    if (taken.length < some.length) this.#failures.push(message('more than {0} signatures are attached, and not all were read', limits.candidates));
    return taken;
  }

  #takeStatements(some: readonly UnsignedLayer[]): readonly UnsignedLayer[] {
    const taken = some.slice(0, this.#statementsLeft);
    this.#statementsLeft -= taken.length;
    const [next] = some.slice(taken.length);
    const reason = message('more than {0} attestations are listed, and not all were read', limits.candidates);
    if (next !== undefined) this.#unanswered.push(unansweredAttestation({ format: next.format, reason, question: next }));
    return taken;
  }
}

function outcomeOf({ format, check, reason, question: { place, subject } }: Broken): Outcome {
  return unreadable({ format, purpose: 'signature', place, subject }, { verdict: 'invalid', check, reason });
}

function signaturesIn(outcomes: readonly Outcome[]): SignatureReport[] {
  return outcomes.flatMap((outcome) => (outcome.kind === 'signature' ? [outcome.report] : []));
}
