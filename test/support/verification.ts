/** Asks the real verifier, with the trust root of whoever asks, and reads its reports. */
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import type { AttestationReport, SignatureCheck, SignatureReport, VerificationReport } from '../../server/src/core/verification';
import type { LookupOptions, RegistryClient } from '../../server/src/oci/client';
import { bundledTrustRoot, createSignatureVerifier, parseTrustedRoot, type TrustRoot } from '../../server/src/signatures';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { verifyLegacyAttestation } from '../../server/src/signatures/sigstore/verify';
import { testSigner } from './sign-image';
import type { AttestationVector } from './vectors/vector';

export { testSigner };

export const lookup: LookupOptions = { consent: { offline: false, trusted: true, purpose: 'action', allowedHosts: [] } };

export function reference(text: string): ImageReference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`not a reference: ${text}`);
  return parsed.reference;
}

export function trustRoot(json: string, { complete = false } = {}): TrustRoot {
  const result = parseTrustedRoot(json, 'test', { complete });
  if (!result.ok) throw new Error(result.reason.template);
  return result.root;
}

export interface VerifyInput {
  readonly registry: RegistryClient;
  /** Normalised or familiar. */
  readonly reference?: string;
  readonly signers?: readonly AcceptedSigner[];
  /** The bundled one when absent. */
  readonly trustedRoot?: string;
  /** The root is one that has everything, as the public-good instance. */
  readonly complete?: boolean;
  readonly publisherDoesNotSign?: boolean;
  readonly now?: number;
  /** What else is asked. */
  readonly more?: Pick<VerificationRequest, 'depth' | 'upstream' | 'platform'>;
}

export function verify(input: VerifyInput): Promise<VerificationReport> {
  const { registry, reference: text = 'registry.example/app', signers = [testSigner], trustedRoot, publisherDoesNotSign = false, more } = input;
  const clock = { now: () => input.now ?? Date.now() };
  const verifier = createSignatureVerifier(trustedRoot === undefined ? { clock } : { clock, trustRoot: trustRoot(trustedRoot, input) });
  return verifier.verify({ reference: reference(text), signers, publisherDoesNotSign, ...more }, registry, lookup);
}

export function outcomes({ checks }: Pick<SignatureReport, 'checks'>): Record<string, SignatureCheck['outcome']> {
  return Object.fromEntries(checks.map(({ name, outcome }) => [name, outcome]));
}

export function failed({ checks }: Pick<SignatureReport, 'checks'>): string[] {
  return checks.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name);
}

/** One layer of a tag for attestations. */
export function verifyAttestation({ candidate, base64, signers }: AttestationVector, now = Date.now(), root = bundledTrustRoot()): AttestationReport {
  const context = { image: { ...candidate.place, digest: candidate.subject.digest }, signers, root, now };
  const outcome = verifyLegacyAttestation(candidate, Buffer.from(base64, 'base64'), context);
  if (outcome.kind !== 'attestation') throw new Error('not taken for an attestation');
  return outcome.report;
}
