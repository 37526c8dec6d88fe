import { describe, expect, it } from 'vitest';
import { certify, leafExtensions } from '../../support/certificates';
import { acme, cose, jws, newChain, notary, policyFor, signingTime } from '../../support/notation';
import { check } from '../../support/notation-check';
import { failed, outcomes } from '../../support/verification';

const kinds = ['P-256', 'P-384', 'P-521', 'rsa-2048', 'rsa-3072', 'rsa-4096'] as const;
const formats = [['notation-jws', jws], ['notation-cose', cose]] as const;

describe.each(formats)('%s', (format, sign) => {
  // A pair of keys of RSA-4096 takes a slow machine its time.
  it.each(kinds)('verifies a signature with %s', { timeout: 120_000 }, (kind) => {
    const chain = newChain(kind);
    const report = check({ blob: sign({ chain }), format, signers: [policyFor(chain)] });
    expect(failed(report)).toEqual([]);
    expect(report).toMatchObject({ format, verdict: 'verified', acceptedBy: 'acme', place: 'registry.example/app' });
    expect(report.identity).toBe('CN=release,O=Acme\\, Inc.,ST=WA,C=US');
    expect(report.issuer).toBe('CN=Middle');
  });

  it('says that revocation is not checked, also where the policy wants it', () => {
    const chain = newChain();
    const report = check({ blob: sign({ chain }), format, signers: [policyFor(chain)] });
    expect(outcomes(report)['revocation']).toBe('skipped');
    expect(report.checks.find(({ name }) => name === 'revocation')?.reason?.template).toBe('Revocation is not checked, although the trust policy wants it.');
  });

  it('verifies a leaf that signed itself', () => {
    const chain = [certify({ subject: acme, extensions: leafExtensions })];
    expect(check({ blob: sign({ chain }), format, signers: [policyFor(chain)] }).verdict).toBe('verified');
  });

  it('calls a good signature that nobody is named for intact, and its signer not trusted', () => {
    const report = check({ blob: sign({ chain: newChain() }), format });
    expect(failed(report)).toEqual([]);
    expect(report.verdict).toBe('signed-unpinned');
    expect(outcomes(report)).toMatchObject({ signature: 'ok', 'certificate-chain': 'skipped', identity: 'skipped' });
    const later = check({ blob: sign({ chain: newChain() }), format, now: Date.now() + 30 * 86_400_000 });
    expect(later.checks.find(({ name }) => name === 'timestamp')?.reason?.template).toMatch(/^A certificate is not valid now/);
  });

  it('is by somebody else where only signers of other kinds are named', () => {
    const signers = [{ kind: 'keyless', issuer: 'https://issuer.example', identity: 'me', source: 'policy' } as const];
    const report = check({ blob: sign({ chain: newChain() }), format, signers });
    expect([report.verdict, failed(report)]).toEqual(['invalid', ['identity']]);
  });

  it('tells what the signer added', () => {
    const chain = newChain();
    const targetArtifact = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: `sha256:${'a'.repeat(64)}`, size: 517, annotations: { build: '7' } };
    expect(check({ blob: sign({ chain, payload: { targetArtifact } }), format, signers: [policyFor(chain)] })).toMatchObject({ verdict: 'verified', claims: { build: '7' } });
  });

  it('verifies the scheme of a signing authority by its own store, and takes its time', () => {
    const chain = newChain();
    const headers = {
      crit: [`${notary}signingScheme`, `${notary}authenticSigningTime`],
      [`${notary}signingScheme`]: 'notary.x509.signingAuthority',
      [`${notary}signingTime`]: undefined,
      [`${notary}authenticSigningTime`]: signingTime,
    };
    const report = check({ blob: sign({ chain, headers }), format, signers: [policyFor(chain, { stores: { signingAuthority: [chain[2].pem] } })] });
    expect(failed(report)).toEqual([]);
    expect(report).toMatchObject({ verdict: 'verified', timestamp: new Date(signingTime).toISOString() });
  });
});
