import type { Bundle } from '@sigstore/bundle';
import { crypto } from '@sigstore/core';
import { splitDigest } from '../../core/digest';
import { message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { signersOf, type AcceptedSigner } from '../../core/accepted-signer';
import type { AttestationReport, SignatureReport } from '../../core/verification';
import { checkStatement, readBundle, type BundleResult } from './bundle';
import { readLeaf, type Leaf } from './certificate';
import { checkCryptography } from './cryptography';
import type { Candidate } from '../discovery/candidate';
import { matchIdentity } from '../identity/match';
import { Ledger } from '../ledger';
import { checkPayload, readLegacy } from './legacy';
import type { TrustRoot } from '../trust-root';

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

/** One signature on its way to a report. */
interface Case {
  readonly candidate: Candidate;
  readonly context: VerifyContext;
  readonly ledger: Ledger;
}

type BundleRead = Extract<BundleResult, { ok: true }>;

/** Whether a bundle signs the manifest's bytes themselves, so that these are needed to verify it. */
export function signsManifest({ bundle }: BundleRead): boolean {
  return bundle.content.$case === 'messageSignature';
}

/** Verifies one cosign legacy signature. Synchronous, no I/O. */
export function verifyLegacy(candidate: Candidate, blob: Uint8Array, context: VerifyContext): Outcome {
  const ledger = new Ledger();
  const one: Case = { candidate, context, ledger };
  const payload = Buffer.from(blob);
  checkAttachment(one);
  if (!isLayerBlob(candidate, payload)) {
    ledger.fail('payload-digest', message('The payload is not what the manifest of the signature lists.'));
    return signature(one, 'invalid');
  }
  checkPayload(payload, { ...context.image, digest: candidate.subject.digest }, ledger);
  const legacy = readLegacy(candidate.layer.annotations, payload);
  if (legacy === 'key') return madeWithKey(one);
  if (legacy === undefined) {
    ledger.fail('format', message('An annotation of the signature cannot be read.'));
    return signature(one, 'invalid');
  }
  ledger.ok('format');
  return judge(one, { ...legacy, artifact: payload });
}

/** Reads a bundle's blob; a refused one is a finished report. */
export function readBundleBlob(candidate: Candidate, blob: Uint8Array): BundleRead | Outcome {
  const ledger = new Ledger();
  if (!isLayerBlob(candidate, blob)) {
    ledger.fail('payload-digest', message('The bundle is not what the manifest of the signature lists.'));
    return unread(candidate.format, ledger, 'invalid');
  }
  const read = readBundle(blob);
  if (read.ok) return read;
  if (read.supported) ledger.fail('format', read.reason);
  else ledger.skip('format', read.reason);
  return unread(candidate.format, ledger, read.supported ? 'invalid' : 'unknown');
}

/** Verifies one bundle; `manifest` are the bytes that the image's digest names. Synchronous, no I/O. */
export function verifyBundle(
  candidate: Candidate,
  { bundle, certificate, manifest }: BundleRead & { readonly manifest: Uint8Array | undefined },
  context: VerifyContext,
): Outcome {
  const ledger = new Ledger();
  const one: Case = { candidate, context, ledger };
  ledger.ok('format');
  checkAttachment(one);
  ledger.skip('docker-reference', message('A bundle says no name.'));
  const subject = checkStatement(bundle, candidate.subject.digest, ledger);
  const artifact = manifest && Buffer.from(manifest);
  const outcome = certificate === undefined ? madeWithKey(one) : judge(one, { bundle, certificate, artifact });
  return subject === 'signature' || outcome.kind === 'attestation' ? outcome : attestation(outcome.report, subject.predicateType, ledger);
}

/** A report about a signature that is there, and whose owner is not known. */
export function unread(format: SignatureReport['format'], ledger: Ledger, verdict: 'invalid' | 'unknown'): Outcome {
  return { kind: 'signature', report: { format, verdict, checks: ledger.checks() } };
}

function checkAttachment({ candidate: { attachment, subject: image }, ledger }: Case): void {
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

function judge(one: Case, material: Material): Outcome {
  const { context, ledger } = one;
  const leaf = readLeaf(material.certificate);
  if (leaf === undefined) {
    ledger.fail('certificate-usage', message('The certificate cannot be read, or names nobody.'));
    return signature(one, 'invalid');
  }
  if (leaf.problem === undefined) ledger.ok('certificate-usage');
  else ledger.fail('certificate-usage', leaf.problem);
  const result = checkCryptography({ ...context, ...material, leaf }, ledger);
  if (ledger.firstFailure() !== undefined) return signature(one, 'invalid', leaf);
  return result === 'unsupported' ? signature(one, 'unknown', leaf) : judgeIdentity(one, leaf);
}

function judgeIdentity(one: Case, leaf: Leaf): Outcome {
  const match = matchIdentity(leaf, signersOf(one.context.signers, 'keyless'));
  switch (match.kind) {
    case 'pinned':
      one.ledger.ok('identity');
      return signature(one, 'verified', { identities: [match.identity], issuer: leaf.issuer });
    case 'nobody-pinned':
      one.ledger.skip('identity', message('Nobody is named who should sign this image.'));
      return signature(one, 'signed-unpinned', leaf);
    case 'other':
      one.ledger.fail('identity', match.reason);
      return signature(one, 'invalid', leaf);
  }
}

/** Where identities are pinned, a signature without one is by somebody else; otherwise it is one that is not understood. */
function madeWithKey(one: Case): Outcome {
  const { context, ledger } = one;
  ledger.ok('format');
  const reason = message('Signed with a key and no certificate, so nothing says by whom.');
  if (context.signers.length > 0) ledger.fail('identity', reason);
  else ledger.skip('identity', reason);
  return signature(one, ledger.firstFailure() === undefined ? 'unknown' : 'invalid');
}

function signature(one: Case, verdict: SignatureReport['verdict'], owner: Partial<Pick<Leaf, 'identities' | 'issuer'>> = {}): Outcome {
  const identity = owner.identities?.[0];
  const { issuer } = owner;
  const who = { ...(identity === undefined ? {} : { identity }), ...(issuer === undefined ? {} : { issuer }) };
  return { kind: 'signature', report: { format: one.candidate.format, verdict, ...who, checks: one.ledger.checks() } };
}

/** Who attests is another question than who signs, so an attestation by somebody else is not wrong. */
function attestation({ verdict, identity, issuer, format, checks }: SignatureReport, predicateType: string, ledger: Ledger): Outcome {
  const otherSigner = ledger.checks().every(({ name, outcome }) => (outcome === 'failed') === (name === 'identity'));
  const who = { ...(identity === undefined ? {} : { identity }), ...(issuer === undefined ? {} : { issuer }) };
  const judged = otherSigner ? (identity === undefined ? 'unknown' : 'signed-unpinned') : verdict;
  return { kind: 'attestation', report: { format, predicateType, verdict: judged, ...who, checks } };
}
