import type { Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { splitDigest } from '../core/digest';
import { message } from '../core/message';
import type { ImageReference } from '../core/reference';
import type { AcceptedSigner, AttestationReport, SignatureReport } from '../core/verification';
import { checkStatement, readBundle, type BundleResult } from './bundle';
import { readLeaf, type Leaf } from './certificate';
import { checkCryptography } from './cryptography';
import type { Candidate } from './discover';
import { matchIdentity } from './identity';
import { Ledger } from './ledger';
import { checkPayload, readLegacy } from './legacy';
import type { TrustRoot } from './trust-root';

export interface VerifyContext {
  readonly image: ImageReference & { readonly digest: string };
  readonly signers: readonly AcceptedSigner[];
  readonly root: TrustRoot;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type Outcome =
  | { readonly kind: 'signature'; readonly report: SignatureReport }
  | { readonly kind: 'attestation'; readonly report: AttestationReport };

type BundleRead = Extract<BundleResult, { ok: true }>;

/** Whether a bundle signs the manifest's bytes themselves, so that these are needed to verify it. */
export function signsManifest({ bundle }: BundleRead): boolean {
  return bundle.content.$case === 'messageSignature';
}

/** Verifies one cosign legacy signature. Synchronous, no I/O, never throws. */
export function verifyLegacy(candidate: Candidate, blob: Uint8Array, context: VerifyContext): Outcome {
  const ledger = new Ledger();
  const payload = Buffer.from(blob);
  checkAttachment(candidate, context, ledger);
  if (!isLayerBlob(candidate, payload)) {
    ledger.fail('payload-digest', message('The payload is not what the manifest of the signature lists.'));
    return signature(candidate, ledger);
  }
  checkPayload(payload, context.image, ledger);
  const legacy = readLegacy(candidate.layer.annotations, payload);
  if (legacy === 'key') return madeWithKey(candidate, context, ledger);
  if (legacy === undefined) {
    ledger.fail('format', message('An annotation of the signature cannot be read.'));
    return signature(candidate, ledger);
  }
  ledger.ok('format');
  return judge(candidate, { ...legacy, artifact: payload }, context, ledger);
}

/** Reads a bundle's blob; a refused one is a finished report. */
export function readBundleBlob(candidate: Candidate, blob: Uint8Array): BundleRead | Outcome {
  const ledger = new Ledger();
  if (!isLayerBlob(candidate, blob)) {
    ledger.fail('payload-digest', message('The bundle is not what the manifest of the signature lists.'));
    return signature(candidate, ledger);
  }
  const read = readBundle(blob);
  if (read.ok) return read;
  if (read.supported) ledger.fail('format', read.reason);
  else ledger.skip('format', read.reason);
  return signature(candidate, ledger, read.supported ? 'invalid' : 'unknown');
}

/** Verifies one bundle; `manifest` are the bytes that the image's digest names. Synchronous, no I/O, never throws. */
export function verifyBundle(
  candidate: Candidate,
  { bundle, certificate }: BundleRead,
  context: VerifyContext,
  manifest?: Uint8Array,
): Outcome {
  const ledger = new Ledger();
  ledger.ok('format');
  checkAttachment(candidate, context, ledger);
  ledger.skip('docker-reference', message('A bundle says no name.'));
  const subject = checkStatement(bundle, context.image.digest, ledger);
  const artifact = manifest && Buffer.from(manifest);
  const outcome =
    certificate === undefined
      ? madeWithKey(candidate, context, ledger)
      : judge(candidate, { bundle, certificate, artifact }, context, ledger);
  return subject === 'signature' || outcome.kind === 'attestation' ? outcome : attestation(outcome.report, subject.predicateType, ledger);
}

/** A report about a signature that is there and was not read. */
export function unread(format: SignatureReport['format'], ledger: Ledger, verdict: 'invalid' | 'unknown'): Outcome {
  return { kind: 'signature', report: { format, verdict, checks: ledger.checks() } };
}

function checkAttachment({ attachment }: Candidate, { image }: VerifyContext, ledger: Ledger): void {
  if (attachment.kind === 'tag') return ledger.skip('subject', message('A signature tag has no subject; its payload names the image.'));
  const { subject } = attachment;
  ledger.expect('subject', subject === image.digest, message('The manifest of the signature is about {0}.', subject ?? '-'));
}

/** The client has compared them already; this is the last place where it is not too late. */
function isLayerBlob({ layer }: Candidate, blob: Uint8Array): boolean {
  const { algorithm, hex } = splitDigest(layer.digest);
  return blob.length === layer.size && crypto.digest(algorithm, Buffer.from(blob)).toString('hex') === hex;
}

interface Material {
  readonly bundle: Bundle;
  readonly certificate: Buffer;
  readonly artifact: Buffer | undefined;
}

function judge(candidate: Candidate, material: Material, context: VerifyContext, ledger: Ledger): Outcome {
  const leaf = readLeaf(material.certificate);
  if (leaf === undefined) {
    ledger.fail('certificate-usage', message('The certificate cannot be read, or names nobody.'));
    return signature(candidate, ledger);
  }
  if (leaf.problem === undefined) ledger.ok('certificate-usage');
  else ledger.fail('certificate-usage', leaf.problem);
  const result = checkCryptography({ ...context, ...material, leaf }, ledger);
  if (ledger.firstFailure() !== undefined) return named(candidate, leaf, ledger, 'invalid');
  if (result === 'unsupported') return named(candidate, leaf, ledger, 'unknown');
  return judgeIdentity(candidate, leaf, context, ledger);
}

function judgeIdentity(candidate: Candidate, leaf: Leaf, { signers }: VerifyContext, ledger: Ledger): Outcome {
  const match = matchIdentity(leaf, signers);
  switch (match.kind) {
    case 'pinned':
      ledger.ok('identity');
      return named(candidate, leaf, ledger, 'verified', match.identity);
    case 'nobody-pinned':
      ledger.skip('identity', message('Nobody is named who should sign this image.'));
      return named(candidate, leaf, ledger, 'signed-unpinned');
    case 'other':
      ledger.fail('identity', match.reason);
      return named(candidate, leaf, ledger, 'invalid');
  }
}

/** Where identities are pinned, a signature without one is by somebody else; otherwise it is one that is not understood. */
function madeWithKey(candidate: Candidate, { signers }: VerifyContext, ledger: Ledger): Outcome {
  ledger.ok('format');
  const reason = message('Signed with a key and no certificate, so nothing says by whom.');
  if (signers.length > 0) ledger.fail('identity', reason);
  else ledger.skip('identity', reason);
  return signature(candidate, ledger, ledger.firstFailure() === undefined ? 'unknown' : 'invalid');
}

function named(candidate: Candidate, leaf: Leaf, ledger: Ledger, verdict: SignatureReport['verdict'], identity = leaf.identities[0]): Outcome {
  const who = { ...(identity === undefined ? {} : { identity }), ...(leaf.issuer === undefined ? {} : { issuer: leaf.issuer }) };
  return { kind: 'signature', report: { format: candidate.format, verdict, ...who, checks: ledger.checks() } };
}

function signature(candidate: Candidate, ledger: Ledger, verdict: 'invalid' | 'unknown' = 'invalid'): Outcome {
  return unread(candidate.format, ledger, verdict);
}

/** Who attests is another question than who signs, so an attestation by somebody else is not wrong. */
function attestation(report: SignatureReport, predicateType: string, ledger: Ledger): Outcome {
  const { identity, issuer } = report;
  const otherSigner = ledger.checks().every(({ name, outcome }) => (outcome === 'failed') === (name === 'identity'));
  const verdict = otherSigner ? (identity === undefined ? 'unknown' : 'signed-unpinned') : report.verdict;
  const who = { ...(identity === undefined ? {} : { identity }), ...(issuer === undefined ? {} : { issuer }) };
  return { kind: 'attestation', report: { predicateType, verdict, ...who } };
}
