import { message, type Message } from '../../core/message';
import type { SignatureReport } from '../../core/verification';
import type { Candidate } from '../discovery/candidate';
import { isLayerBlob } from '../layer-blob';
import { Ledger } from '../ledger';
import { unreadable, type Outcome } from '../outcome';
import type { Stated } from '../statement';
import type { VerifyContext } from '../verify-context';
import { checkMessage, readBundle, type BundleResult } from './bundle';
import { attestation, signature, type Case } from './case';
import { judgeCertificate } from './certificate-judge';
import type { SignedMaterial } from './entity';
import { judgeKey } from './key-judge';
import { readLegacy, readLegacyEnvelope, type LegacySignature } from './legacy';
import { checkPayload } from './payload';
import { checkStatement, isSignature } from './envelope';

type BundleRead = Extract<BundleResult, { ok: true }>;

/** Whether a bundle signs the manifest's bytes themselves, so that these are needed to verify it. */
export function signsManifest({ bundle }: BundleRead): boolean {
  return bundle.content.$case === 'messageSignature';
}

/** Verifies one cosign legacy signature. Synchronous, no I/O. */
export function verifyLegacy(candidate: Candidate, blob: Uint8Array, context: VerifyContext): Outcome {
  if (!isLayerBlob(candidate, blob)) return unlisted(candidate, message('The payload is not what the manifest of the signature lists.'));
  const one = begin(candidate, context);
  const { ledger } = one;
  const payload = Buffer.from(blob);
  const names = [context.image, candidate.place];
  const { sameName, claims } = checkPayload(payload, { digest: candidate.subject.digest, names }, ledger);
  const read = readLegacy(candidate.layer.annotations, payload);
  const report = judge(one, read && { ...read, sameName, signed: { bundle: read.bundle, artifact: payload, legacy: true } });
  const said = claims !== undefined && (report.verdict === 'verified' || report.verdict === 'signed-unpinned');
  return { kind: 'signature', report: said ? { ...report, claims } : report };
}

/** Verifies one cosign legacy attestation. Synchronous, no I/O. */
export function verifyLegacyAttestation(candidate: Candidate, blob: Uint8Array, context: VerifyContext): Outcome {
  if (!isLayerBlob(candidate, blob)) return unlisted(candidate, message('The attestation is not what the manifest lists.'));
  const one = begin(candidate, context);
  const { ledger } = one;
  const envelope = Buffer.from(blob);
  const read = readLegacyEnvelope(candidate.layer.annotations, envelope);
  const content = read?.bundle.content;
  const stated = content?.$case === 'dsseEnvelope' ? checkStatement(content.dsseEnvelope, candidate.subject.digest, ledger) : undefined;
  if (stated !== undefined) noteLabel(one, stated);
  ledger.skip('docker-reference', message('A statement says no name.'));
  const signed = read && { bundle: read.bundle, artifact: undefined, envelope, legacy: true };
  const report = judge(one, read && signed && { ...read, sameName: false, signed });
  return { kind: 'attestation', report: attestation(report, stated ?? { predicateType: '' }) };
}

/** Tools choose attestations by a label that nobody has signed. */
function noteLabel({ candidate, ledger }: Case, { predicateType }: Stated): void {
  const label = candidate.layer.annotations['predicateType'];
  if (label === undefined || label === '' || label === predicateType) return;
  ledger.note('payload-type', message('It is labelled as {0}, and signed as {1}.', label.slice(0, 255), predicateType));
}

/** Reads a bundle's blob; a refused one is a finished report. */
export function readBundleBlob(candidate: Candidate, blob: Uint8Array): BundleRead | Outcome {
  if (!isLayerBlob(candidate, blob)) return unlisted(candidate, message('The bundle is not what the manifest of the signature lists.'));
  const read = readBundle(blob);
  return read.ok ? read : unreadable(candidate, { verdict: read.supported ? 'invalid' : 'unknown', check: 'format', reason: read.reason });
}

function unlisted(candidate: Candidate, reason: Message): Outcome {
  return unreadable(candidate, { verdict: 'invalid', check: 'payload-digest', reason });
}

/** Verifies one bundle; `manifest` are the bytes that the digest of its subject names. Synchronous, no I/O. */
export function verifyBundle(
  candidate: Candidate,
  read: BundleRead & { readonly manifest: Uint8Array | undefined },
  context: VerifyContext,
): Outcome {
  const one = begin(candidate, context);
  const { ledger } = one;
  const { bundle } = read;
  const manifest = read.manifest && Buffer.from(read.manifest);
  ledger.skip('docker-reference', message('A bundle says no name.'));
  const stated = checkContent(one, bundle.content, manifest);
  const report = judge(one, { ...read, sameName: false, signed: { bundle, artifact: manifest, legacy: false, prehashed: context.prehashed } });
  if (stated === undefined || isSignature(stated)) return { kind: 'signature', report };
  return { kind: 'attestation', report: attestation(report, stated) };
}

function checkContent({ candidate, ledger }: Case, content: BundleRead['bundle']['content'], manifest: Buffer | undefined): Stated | undefined {
  const { digest } = candidate.subject;
  if (content.$case === 'dsseEnvelope') return checkStatement(content.dsseEnvelope, digest, ledger);
  checkMessage(content.messageSignature, { digest, manifest }, ledger);
  return undefined;
}

function begin(candidate: Candidate, context: VerifyContext): Case {
  const one: Case = { candidate, context, ledger: new Ledger() };
  checkAttachment(one);
  return one;
}

function checkAttachment({ candidate: { attachment, subject: image }, ledger }: Case): void {
  if (attachment.kind === 'tag') return ledger.skip('subject', message('A signature tag has no subject; its payload names the image.'));
  const { subject } = attachment;
  ledger.expect('subject', subject === image.digest, message('The manifest of the signature is about {0}.', subject ?? '-'));
}

interface Material extends Pick<LegacySignature, 'certificate' | 'offered'> {
  readonly signed: SignedMaterial;
  readonly sameName: boolean;
}

/** Undefined: it, or what came with it, cannot be read. */
function judge(one: Case, material: Material | undefined): SignatureReport {
  if (material === undefined) {
    one.ledger.fail('format', message('An annotation of the signature cannot be read.'));
    return signature(one, 'invalid');
  }
  one.ledger.ok('format');
  const { certificate } = material;
  return certificate === undefined ? judgeKey(one, material) : judgeCertificate(one, { ...material, certificate });
}
