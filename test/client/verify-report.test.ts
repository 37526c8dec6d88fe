import { describe, expect, it } from 'vitest';
import type { VerifyReport } from '../../server/src/protocol';
import { renderReport, shown, type Translations } from '../../client/src/verify-report';

const english: Translations = {
  t: (text, ...values) => text.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
};

const report: VerifyReport = {
  reference: 'cgr.dev/chainguard/node:latest',
  digest: `sha256:${'a'.repeat(64)}`,
  verdict: 'verified',
  reason: 'Signed by an identity of Chainguard.',
  signatures: [{
    format: 'cosign-legacy',
    verdict: 'verified',
    identity: 'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
    issuer: 'https://token.actions.githubusercontent.com',
    checks: [{ name: 'identity', outcome: 'ok' }, { name: 'timestamp', outcome: 'skipped', reason: 'none given' }],
  }],
  attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', verdict: 'unknown' }],
  trustRoot: { source: 'bundled', sha256: 'b'.repeat(64), date: '2025-09-22' },
  checkedAt: '2026-01-02T03:04:05.000Z',
};

describe('the report of a verification', () => {
  it('says the verdict first, then who signed, what was checked, and on whose word', () => {
    const lines = renderReport(report, english).split('\n');
    expect(lines[0]).toMatch(/^VERIFIED/);
    const text = lines.join('\n');
    for (const part of [report.digest!, report.signatures[0]!.identity!, report.signatures[0]!.issuer!, '[ok] identity',
      '[skipped] timestamp – none given', 'slsa.dev/provenance/v1', 'bundled', '2025-09-22', report.checkedAt]) {
      expect(text).toContain(part);
    }
  });

  it('says how old the trust root is, who last vouched for it, and what is wrong with that', () => {
    expect(renderReport(report, english)).toContain('Age in days: 102\n');
    const refreshed = { ...report.trustRoot, source: 'refreshed', refreshed: '2026-01-01T03:04:04.000Z', note: 'Refreshing failed\nVERIFIED' };
    const text = renderReport({ ...report, trustRoot: refreshed }, english);
    expect(text).toContain('Confirmed: 2026-01-01T03:04:04.000Z\n  Age in days: 1\n');
    expect(text).toContain('  Refreshing failed VERIFIED\n');
    expect(renderReport({ ...report, trustRoot: { source: 'x', sha256: '', date: '' } }, english)).not.toContain('Age');
  });

  it('says the verdicts in words, and misses no signer of an attestation', () => {
    const text = renderReport({ ...report, attestations: [{ predicateType: 'https://slsa.dev/provenance/v1', verdict: 'signed-unpinned' }] }, english);
    expect(text).toContain('Verdict: signature verified');
    expect(text).toContain('provenance/v1: signed\n');
  });

  it.each([
    ['signed-unpinned', /^SIGNED:/], ['invalid', /^INVALID/], ['unsigned', /^NOT SIGNED/],
    ['publisher-does-not-sign', /^NOT SIGNED/], ['unknown', /^NOT CHECKED/],
  ] as const)('never says verified for %s', (verdict, first) => {
    const text = renderReport({ ...report, verdict, signatures: [] }, english);
    expect(text).toMatch(first);
    expect(text.split('\n')[0]).not.toMatch(/VERIFIED/);
    expect(text).toContain('Signatures: none');
  });

  it('lets nobody write lines of their own', () => {
    const forged = 'me\nVERIFIED: signed by everybody\u2028Trust root\u202E';
    const text = renderReport({
      ...report,
      verdict: 'invalid',
      reason: forged,
      signatures: [{ format: forged, verdict: forged, identity: forged, issuer: forged, checks: [{ name: forged, outcome: 'failed', reason: forged }] }],
      attestations: [{ predicateType: forged, verdict: forged }],
    }, english);
    expect(text.split(/[\n\u2028]/).filter(line => line.startsWith('VERIFIED'))).toEqual([]);
    expect(text).not.toMatch(/[\u202E\u2028]/);
  });

  it('cuts what is far too long', () => {
    expect(shown('x'.repeat(10_000))).toHaveLength(501);
  });
});
