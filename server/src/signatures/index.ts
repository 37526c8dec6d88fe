import { message, type Message } from '../core/message';
import { formatReference, withDigest, withTag, type ImageReference } from '../core/reference';
import type { VerificationReport } from '../core/verification';
import type { LookupOptions, Manifest, RegistryClient } from '../oci/client';
import type { Candidate, SubjectManifest } from './discovery/candidate';
import { discover } from './discovery/discover';
import { Ledger } from './ledger';
import { limits } from './limits';
import { explainLookupFailure } from './lookup-failure';
import { conclude } from './report';
import { bundledTrustRoot, type TrustRoot } from './trust-root';
import type { SignatureVerifier, VerificationRequest } from './verifier';
import { readBundleBlob, signsManifest, unread, verifyBundle, verifyLegacy, type Outcome, type VerifyContext } from './sigstore/verify';

export { compilePattern } from './identity/pattern';
export { bundledTrustRoot, parseTrustedRoot, type TrustRoot, type TrustRootResult } from './trust-root';
export type { SignatureVerifier, VerificationRequest } from './verifier';

export interface SignatureVerifierOptions {
  /** Whom to believe; the bundled public-good root when absent. From `parseTrustedRoot`. */
  readonly trustRoot?: TrustRoot;
  readonly clock: { now(): number };
}

/** Verifies Cosign keyless signatures and Sigstore bundles, without network besides the registry. */
export function createSignatureVerifier({ trustRoot, clock }: SignatureVerifierOptions): SignatureVerifier {
  return {
    verify: (request, client, options) => verifyImage(request, { client, options, root: trustRoot ?? bundledTrustRoot(), now: clock.now() }),
  };
}

interface Access {
  readonly client: RegistryClient;
  readonly options: LookupOptions;
  readonly root: TrustRoot;
  readonly now: number;
}

/** The reference is resolved once: what is verified afterwards is that digest, whatever the tag serves by then. */
async function verifyImage(request: VerificationRequest, access: Access): Promise<VerificationReport> {
  const base = { reference: formatReference(request.reference), trustRoot: access.root.info };
  const resolved = await resolve(request.reference, access);
  if (!('bytes' in resolved)) return { ...base, verdict: 'unknown', reason: resolved, signatures: [], attestations: [] };
  const { digest } = resolved;
  const image = { ...withDigest(withTag(request.reference, undefined), digest), digest };
  const { candidates, broken, failures } = await discover({ image, subject: subjectOf(resolved), ...access });
  const context: VerifyContext = { image, signers: request.signers, root: access.root, now: access.now };
  const outcomes = broken.map(({ format, reason }) => unreadable(format, reason, 'invalid'));
  for (const candidate of candidates) outcomes.push(await verifyCandidate(candidate, context, access));
  const signatures = outcomes.flatMap((outcome) => (outcome.kind === 'signature' ? [outcome.report] : []));
  const attestations = outcomes.flatMap((outcome) => (outcome.kind === 'attestation' ? [outcome.report] : []));
  const { publisherDoesNotSign } = request;
  return { ...base, digest, ...conclude({ signatures, failures, publisherDoesNotSign }), signatures, attestations };
}

async function resolve(reference: ImageReference, { client, options }: Access): Promise<Manifest | Message> {
  try {
    return (await client.manifest(reference, options)) ?? message('The registry has no such image.');
  } catch (error) {
    return explainLookupFailure(error);
  }
}

const indexes: ReadonlySet<string> = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);

function subjectOf({ digest, mediaType, bytes }: Manifest): SubjectManifest {
  return { digest, mediaType, size: bytes.length, kind: indexes.has(mediaType) ? 'index' : 'manifest' };
}

async function verifyCandidate(candidate: Candidate, context: VerifyContext, access: Access): Promise<Outcome> {
  const { layer, format } = candidate;
  if (layer.size > limits.blobBytes) return unreadable(format, message('The signature is too large to be one.'), 'invalid');
  try {
    const blob = await access.client.blob(context.image, layer, limits.blobBytes, access.options);
    if (format === 'cosign-legacy') return guarded(candidate, () => verifyLegacy(candidate, blob, context));
    const read = guarded(candidate, () => readBundleBlob(candidate, blob));
    if ('kind' in read) return read;
    const manifest = signsManifest(read) ? (await access.client.manifest(context.image, access.options))?.bytes : undefined;
    return guarded(candidate, () => verifyBundle(candidate, { ...read, manifest }, context));
  } catch (error) {
    return unreadable(format, explainLookupFailure(error), 'unknown');
  }
}

/** What no reader was prepared for is malformed input, and never a failed look-up. */
function guarded<Result>({ format }: Candidate, read: () => Result): Result | Outcome {
  try {
    return read();
  } catch {
    return unreadable(format, message('The signature cannot be read.'), 'invalid');
  }
}

function unreadable(format: Candidate['format'], reason: Message, verdict: 'invalid' | 'unknown'): Outcome {
  const ledger = new Ledger();
  if (verdict === 'invalid') ledger.fail('format', reason);
  else ledger.skip('format', reason);
  return unread(format, ledger, verdict);
}
