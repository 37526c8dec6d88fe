import type { Message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import type { AttestationReport, SignatureFormat } from '../../core/verification';
import type { Descriptor } from '../../oci/client';
import type { CheckName } from '../ledger';
import { explainLookupFailure } from '../lookup-failure';
import type { Reading } from '../reading';
import type { Candidate, SubjectManifest, UnsignedLayer } from './candidate';

/** What is asked, and where. */
export interface Question {
  /** The repository; its tag and digest count for nothing. */
  readonly place: ImageReference;
  readonly subject: SubjectManifest;
  /** Attestation manifests that the index lists for the subject. */
  readonly listed: readonly Descriptor[];
  readonly reading: Reading;
}

/** A manifest that announces a signature and is none: there, and wrong. */
export interface Broken {
  readonly format: SignatureFormat;
  readonly check: CheckName;
  readonly reason: Message;
  readonly question: Question;
}

/** Attestations that were looked for in vain: a report tells so, and the verdict does not depend on them. */
export interface Unanswered {
  readonly format: AttestationReport['format'];
  readonly reason: Message;
  readonly question: Pick<Question, 'place' | 'subject'>;
}

/** What was found attached to the subject of a question. */
export interface Discovery {
  readonly candidates: readonly Candidate[];
  /** Signatures of attestation manifests that do not speak for the image, but for the statements in there. */
  readonly vouching: readonly Candidate[];
  readonly unsigned: readonly UnsignedLayer[];
  readonly broken: readonly Broken[];
  readonly unanswered: readonly Unanswered[];
  /** Look-ups without an answer. While there is one, "none found" is not known. */
  readonly failures: readonly Message[];
  /** What is said to be no signature, by annotations that anybody can write: read when nothing else decides. */
  readonly later: readonly (() => Promise<Discovery>)[];
}

export const nothing: Discovery = { candidates: [], vouching: [], unsigned: [], broken: [], unanswered: [], failures: [], later: [] };

export function merge(found: readonly Discovery[]): Discovery {
  return {
    candidates: found.flatMap(({ candidates }) => candidates),
    vouching: found.flatMap(({ vouching }) => vouching),
    unsigned: found.flatMap(({ unsigned }) => unsigned),
    broken: found.flatMap(({ broken }) => broken),
    unanswered: found.flatMap(({ unanswered }) => unanswered),
    failures: found.flatMap(({ failures }) => failures),
    later: found.flatMap(({ later }) => later),
  };
}

/** One look-up without an answer leaves the others standing. */
export async function answer(ask: () => Promise<Discovery>): Promise<Discovery> {
  try {
    return await ask();
  } catch (error) {
    return { ...nothing, failures: [explainLookupFailure(error)] };
  }
}
