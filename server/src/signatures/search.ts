import { message, type Message } from '../core/message';
import type { ImageReference } from '../core/reference';
import type { AttestationReport, SignatureReport } from '../core/verification';
import type { Candidate } from './discovery/candidate';
import { answer, merge, type Broken, type Discovery } from './discovery/discovery';
import type { Layout } from './discovery/layouts';
import { limits } from './limits';
import { unreadable } from './outcome';
import type { Reading } from './reading';
import type { Outcome } from './sigstore/verify';
import { stagesOf, type Stage } from './stages';
import type { Subjects } from './subjects';
import type { VerificationRequest } from './verifier';
import { verifyCandidate, type CandidateContext } from './verify-candidate';
import { verifyStatement, vouched, type UnsignedReport } from './verify-statement';

export interface Search {
  readonly place: ImageReference;
  readonly subjects: Subjects;
  readonly request: VerificationRequest;
  readonly context: CandidateContext;
  readonly reading: Reading;
}

/** What was found in one place. */
export interface Evidence {
  readonly signatures: readonly SignatureReport[];
  readonly attestations: readonly AttestationReport[];
  readonly failures: readonly Message[];
}

/** Looks in one place, stage by stage, until a signature decides; for everything when that is asked for. Never rejects. */
export async function searchPlace(search: Search): Promise<Evidence> {
  const found = new Finds(search);
  const { depth = 'verdict' } = search.request;
  const isEnough = (): boolean => depth === 'verdict' && found.isDecided();
  const waiting: Discovery['later'][number][] = [];
  for (const stage of stagesOf(search.subjects, search.request)) {
    if (isEnough()) break;
    waiting.push(...(await found.add(await discover(stage, search))));
  }
  while (waiting.length > 0 && !isEnough()) waiting.push(...(await found.add(await merged(waiting.splice(0)))));
  return found.evidence();
}

async function discover({ layouts, subject, listed }: Stage, { place, reading, request }: Search): Promise<Discovery> {
  const question = { place, subject, listed, reading, depth: request.depth ?? 'verdict' };
  return merge(await Promise.all(layouts.map(({ find }: Layout) => answer(() => find(question)))));
}

async function merged(waiting: Discovery['later']): Promise<Discovery> {
  return merge(await Promise.all(waiting.map((read) => answer(read))));
}

/** What was found so far, each judged at once. */
class Finds {
  readonly #search: Search;
  readonly #outcomes: Outcome[] = [];
  readonly #vouching: Outcome[] = [];
  readonly #unsigned: UnsignedReport[] = [];
  readonly #failures: Message[] = [];
  #left: number = limits.candidates;

  constructor(search: Search) {
    this.#search = search;
  }

  /** Judges, and returns what may be read later. */
  async add({ candidates, vouching, unsigned, broken, failures, later }: Discovery): Promise<Discovery['later']> {
    this.#failures.push(...failures);
    this.#outcomes.push(...broken.map(outcomeOf), ...(await this.#verify(candidates)));
    this.#vouching.push(...(await this.#verify(vouching)));
    const statements = this.#take(unsigned);
    this.#unsigned.push(...(await Promise.all(statements.map((each) => verifyStatement(each, this.#search.reading)))));
    return later;
  }

  /** Whether a signature of the image is good enough to end the search. */
  isDecided(): boolean {
    const enough = this.#search.request.signers.length > 0 ? 'verified' : 'signed-unpinned';
    return signaturesIn(this.#outcomes).some(({ verdict, subject }) => verdict === enough && subject?.kind !== 'platform');
  }

  evidence(): Evidence {
    const signatures = signaturesIn(this.#outcomes);
    const signed = this.#outcomes.flatMap((outcome) => (outcome.kind === 'attestation' ? [outcome.report] : []));
    const statements = this.#unsigned.map((each) => vouched(each, [...signatures, ...signaturesIn(this.#vouching)]));
    return { signatures, attestations: [...signed, ...statements], failures: this.#failures };
  }

  async #verify(candidates: readonly Candidate[]): Promise<Outcome[]> {
    const { context, reading } = this.#search;
    const judged = await Promise.all(this.#take(candidates).map((candidate) => verifyCandidate(candidate, context, reading)));
    this.#failures.push(...judged.flatMap(({ failure }) => (failure === undefined ? [] : [failure])));
    return judged.map(({ outcome }) => outcome);
  }

  /** As many as may still be read; that others are left out is an open question, not a "none". */
  #take<T>(some: readonly T[]): readonly T[] {
    const taken = some.slice(0, this.#left);
    this.#left -= taken.length;
    if (taken.length < some.length) this.#failures.push(message('more than {0} signatures are attached, and not all were read', limits.candidates));
    return taken;
  }
}

function outcomeOf({ format, check, reason, question: { place, subject } }: Broken): Outcome {
  return unreadable({ format, purpose: 'signature', place, subject }, { verdict: 'invalid', check, reason });
}

function signaturesIn(outcomes: readonly Outcome[]): SignatureReport[] {
  return outcomes.flatMap((outcome) => (outcome.kind === 'signature' ? [outcome.report] : []));
}
