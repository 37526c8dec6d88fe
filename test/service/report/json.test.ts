import { describe, expect, it } from 'vitest';
import { verificationJson } from '../../../server/src/service/report/json';
import { digest, identity, issuer, now, signature, unsigned, verified } from '../../support/report';

const occasion = { version: '1.2.3', now, policy: null };
const json = (report: typeof verified) => JSON.parse(JSON.stringify(verificationJson(report, occasion))) as Record<string, unknown>;

describe('a verification as JSON', () => {
  it('has the shape that scripts rely on, and all that is known besides', () => {
    const { verdict: _, checks, subject, place, certificate, log, timestamp, source, claims } = signature;
    const plainChecks = checks.map(({ name, outcome }) => ({ name, outcome, reason: null }));
    expect(json(verified)).toEqual({
      schemaVersion: 1,
      tool: { name: 'plimsoll', version: '1.2.3' },
      checkedAt: '2026-03-04T05:06:07.000Z',
      policy: null,
      trustRoot: verified.trustRoot,
      reference: 'ghcr.io/acme/app:1',
      digest,
      verdict: 'verified',
      reason: `Signed by ${identity} (issuer ${issuer}).`,
      signatures: [{
        format: 'sigstore-bundle', verdict: 'verified', identity, issuer, checks: plainChecks,
        subject, place, certificate, log, timestamp, source, claims, acceptedBy: 'policy',
      }],
      attestations: [{
        predicateType: 'https://slsa.dev/provenance/v1', format: 'sigstore-bundle', verdict: 'verified', identity, issuer, checks: plainChecks,
        subject: { digest, kind: 'platform', platform: 'linux/amd64' },
      }],
    });
  });

  it('says null where nothing is known', () => {
    const { digest: _, ...nowhere } = unsigned;
    const { identity: __, issuer: ___, ...nobody } = signature;
    expect(json(nowhere)['digest']).toBeNull();
    expect(json({ ...verified, signatures: [nobody] })['signatures']).toEqual([expect.objectContaining({ identity: null, issuer: null })]);
  });
});
