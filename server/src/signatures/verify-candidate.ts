import { message, type Message } from '../core/message';
import type { AcceptedSigner } from '../core/accepted-signer';
import { withDigest, withTag, type ImageReference } from '../core/reference';
import type { SignatureFormat } from '../core/verification';
import type { Candidate } from './discovery/candidate';
import { limits } from './limits';
import { explainLookupFailure } from './lookup-failure';
import { ownNotation, verifyNotation } from './notation';
import { unreadable, type Outcome } from './outcome';
import type { Reading } from './reading';
import { readBundleBlob, signsManifest, verifyBundle, verifyLegacy, verifyLegacyAttestation } from './sigstore/verify';
import type { VerifyContext } from './verify-context';

export interface CandidateContext extends Omit<VerifyContext, 'image'> {
  /** As what the image is judged: the place itself, or what a proxy cache there stands for. */
  readonly judged: ImageReference;
}

interface Input {
  readonly candidate: Candidate;
  readonly blob: Uint8Array;
  readonly context: VerifyContext;
  readonly reading: Reading;
}

type Verify = (input: Input) => Outcome | Promise<Outcome>;

/** Who verifies what, by its format and by what it is for. */
const verifiers: Readonly<Record<Candidate['purpose'], Readonly<Record<SignatureFormat, Verify>>>> = {
  signature: {
    'cosign-legacy': verifyCosign,
    'sigstore-bundle': verifyBundleBlob,
    'notation-jws': verifyNotary,
    'notation-cose': verifyNotary,
  },
  attestation: { 'cosign-legacy': verifyEnvelope, 'sigstore-bundle': verifyBundleBlob, 'notation-jws': verifyNotary, 'notation-cose': verifyNotary },
};

/** `failure`: why a look-up had no answer, which says nothing about the signature. Never rejects. */
export async function verifyCandidate(
  candidate: Candidate,
  context: CandidateContext,
  reading: Reading,
): Promise<{ readonly outcome: Outcome; readonly failure?: Message }> {
  const { layer, place, subject, purpose, format } = candidate;
  if (layer.size > limits.blobBytes) {
    return { outcome: unreadable(candidate, { verdict: 'invalid', check: 'format', reason: message('The signature is too large to be one.') }) };
  }
  const image = { ...withDigest(withTag(context.judged, undefined), subject.digest), digest: subject.digest };
  try {
    const blob = await reading.blob(place, layer);
    const signers = signersFor(format, context.signers);
    return { outcome: await verifiers[purpose][format]({ candidate, blob, context: { ...context, signers, image }, reading }) };
  } catch (error) {
    const failure = explainLookupFailure(error);
    return { outcome: unreadable(candidate, { verdict: 'unknown', check: 'format', reason: failure }), failure };
  }
}

/**
 * Whom a person's own notation trusts is said of Notation signatures alone: a trust policy for every image makes no other
 * signature one by somebody else.
 */
function signersFor(format: SignatureFormat, signers: readonly AcceptedSigner[]): readonly AcceptedSigner[] {
  if (format === 'notation-jws' || format === 'notation-cose') return signers;
  return signers.filter(({ kind, source }) => kind !== 'notation' || source !== ownNotation);
}

function verifyCosign({ candidate, blob, context }: Input): Outcome {
  return guarded(candidate, () => verifyLegacy(candidate, blob, context));
}

function verifyEnvelope({ candidate, blob, context }: Input): Outcome {
  return guarded(candidate, () => verifyLegacyAttestation(candidate, blob, context));
}

function verifyNotary({ candidate, blob, context }: Input): Outcome {
  return guarded(candidate, () => verifyNotation(candidate, blob, context));
}

async function verifyBundleBlob({ candidate, blob, context, reading }: Input): Promise<Outcome> {
  const read = guarded(candidate, () => readBundleBlob(candidate, blob));
  if ('kind' in read) return read;
  const manifest = signsManifest(read) ? (await reading.manifest(candidate.place, candidate.subject.digest))?.bytes : undefined;
  return guarded(candidate, () => verifyBundle(candidate, { ...read, manifest }, context));
}

/** What no reader was prepared for is malformed input, and never a failed look-up. */
function guarded<Result>(candidate: Candidate, read: () => Result): Result | Outcome {
  try {
    return read();
  } catch {
    return unreadable(candidate, { verdict: 'invalid', check: 'format', reason: message('The signature cannot be read.') });
  }
}
