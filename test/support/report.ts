/** Reports written by hand: what shows them, or makes commands and next steps of them, is tested with these. */
import { message, render } from '../../server/src/core/message';
import type { AcceptedKeyless } from '../../server/src/core/accepted-signer';
import type { ReportPage } from '../../server/src/core/report-page';
import type { AttestationReport, SignatureReport, VerificationReport } from '../../server/src/core/verification';
import { reportPage } from '../../server/src/service/report/page';
import { reportText } from '../../server/src/service/report/text';
import type { VerificationRequest } from '../../server/src/signatures/verifier';
import { reference } from './verification';

export const digest = `sha256:${'a'.repeat(64)}`;
export const identity = 'https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main';
export const issuer = 'https://token.actions.githubusercontent.com';
export const signer: AcceptedKeyless = { kind: 'keyless', issuer, identity, source: 'policy' };
export const now = Date.parse('2026-03-04T05:06:07Z');

const names = ['format', 'subject', 'payload-type', 'payload-digest', 'certificate-chain', 'transparency-log', 'signature', 'identity'];

/** A signature that is accepted, with everything that can be told of one. */
export const signature: SignatureReport = {
  format: 'sigstore-bundle',
  verdict: 'verified',
  identity,
  issuer,
  acceptedBy: 'policy',
  checks: names.map(name => ({ name, outcome: 'ok' })),
  subject: { digest, kind: 'index' },
  place: 'ghcr.io/acme/app',
  certificate: { subject: '', issuedBy: 'CN=sigstore-intermediate,O=sigstore.dev', notBefore: '2026-03-01T00:00:00Z', notAfter: '2026-03-01T00:10:00Z', sha256: 'c'.repeat(64) },
  log: { index: '123456', page: 'https://search.sigstore.dev/?logIndex=123456', integratedAt: '2026-03-01T00:00:05Z' },
  timestamp: '2026-03-01T00:00:04Z',
  source: {
    repository: 'https://github.com/acme/app',
    revision: '0123456789abcdef0123456789abcdef01234567',
    ref: 'refs/heads/main',
    workflow: identity,
    runner: 'github-hosted',
    trigger: 'push',
    run: 'https://github.com/acme/app/actions/runs/42/attempts/1',
  },
  claims: { team: 'web' },
};

export const attestation: AttestationReport = {
  format: 'sigstore-bundle', predicateType: 'https://slsa.dev/provenance/v1', verdict: 'verified', identity, issuer,
  checks: signature.checks, subject: { digest, kind: 'platform', platform: 'linux/amd64' },
};

export const verified: VerificationReport = {
  reference: 'ghcr.io/acme/app:1',
  digest,
  verdict: 'verified',
  reason: message('Signed by {0} (issuer {1}).', identity, issuer),
  signatures: [signature],
  attestations: [attestation],
  trustRoot: { source: 'bundled', sha256: 'b'.repeat(64), date: '2026-03-01' },
};

/** Good, and by somebody else. */
export const byAnother: SignatureReport = {
  ...signature,
  verdict: 'invalid',
  checks: signature.checks.map(check => (check.name === 'identity' ? { ...check, outcome: 'failed', reason: message('Nobody is named who should sign this image.') } : check)),
};

export const unpinned: VerificationReport = { ...verified, verdict: 'signed-unpinned', signatures: [{ ...signature, verdict: 'signed-unpinned' }] };
export const unsigned: VerificationReport = { ...verified, verdict: 'unsigned', reason: message('No signature was found.'), signatures: [], attestations: [] };

export function request(more: Partial<VerificationRequest> = {}): VerificationRequest {
  return { reference: reference('ghcr.io/acme/app:1'), signers: [signer], publisherDoesNotSign: false, ...more };
}

export function pageOf(report: VerificationReport, more: Partial<VerificationRequest> = {}): ReportPage {
  return reportPage({ report, request: request(more), now, say: text => render(text) });
}

export function textOf(report: VerificationReport, more: Partial<VerificationRequest> = {}): string {
  return reportText(pageOf(report, more), { colors: false });
}
