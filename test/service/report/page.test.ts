import { describe, expect, it } from 'vitest';
import { message } from '../../../server/src/core/message';
import { reportText } from '../../../server/src/service/report/text';
import { notationChecks, sigstoreChecks } from '../../../server/src/signatures/ledger';
import { checkLabels } from '../../../server/src/service/report/labels';
import { reference } from '../../support/verification';
import { attestation, byAnother, digest, identity, issuer, pageOf, signature, textOf, unpinned, unsigned, verified } from '../../support/report';

describe('a verification as text', () => {
  it('says everything, the verdict first', () => {
    expect(textOf(verified)).toBe(`✔ Signature verified
Signed by ${identity} (issuer ${issuer}).

  Image: ghcr.io/acme/app:1
  Digest: ${digest}
  Checked at: 2026-03-04 05:06:07 UTC

Signature: signature verified
  Signed by: ${identity}
  Vouched for by: ${issuer}
  Accepted by: your trust policy
  What is signed: the index, with all platforms: ${digest}
  Found in: ghcr.io/acme/app
  Format: Sigstore bundle
  Claim of the signer: team=web
  Source repository: https://github.com/acme/app
  Commit: 0123456789abcdef0123456789abcdef01234567
  Branch or tag: refs/heads/main
  Workflow: ${identity}
  Run: https://github.com/acme/app/actions/runs/42/attempts/1
  Runner: github-hosted
  Started by: push
  Certificate by: CN=sigstore-intermediate,O=sigstore.dev
  Certificate valid: 2026-03-01 00:00:00 UTC – 2026-03-01 00:10:00 UTC
  Certificate (SHA-256): ${'c'.repeat(64)}
  Log index: 123456
  Logged at: 2026-03-01 00:00:05 UTC
  Time stamp: 2026-03-01 00:00:04 UTC
  ✔ Readable
  ✔ Attached to this image
  ✔ Kind of what was signed
  ✔ Digest that was signed
  ✔ Authority of the certificate
  ✔ Signature in a transparency log
  ✔ Signature over the content
  ✔ Signer who is accepted

Attestations (1)
  SLSA provenance v1: signature verified: ${identity}
    Type: https://slsa.dev/provenance/v1
    Signed by: ${identity}
    Vouched for by: ${issuer}
    What is signed: one platform (linux/amd64): ${digest}
    Format: Sigstore bundle

Trust root
  Source: bundled
  Date: 2026-03-01
  Age in days: 3
  SHA-256: ${'b'.repeat(64)}
`);
  });

  it.each([
    ['signed-unpinned', unpinned, '! Signed, but nobody said who should sign'],
    ['invalid', { ...verified, verdict: 'invalid', signatures: [{ ...signature, verdict: 'invalid', checks: [{ name: 'signature', outcome: 'failed' }] }] }, '✘ Signature not valid'],
    ['by somebody else', { ...verified, verdict: 'invalid', signatures: [byAnother] }, '✘ Signed by somebody else than expected'],
    ['unsigned', unsigned, '! Not signed'],
    ['publisher-does-not-sign', { ...unsigned, verdict: 'publisher-does-not-sign' }, '! Not signed: this publisher does not sign its images'],
    ['unknown', { ...unsigned, verdict: 'unknown' }, '? Could not be checked, which says nothing about the image'],
  ] as const)('tells %s at a glance, and never as verified', (_name, report, first) => {
    const lines = textOf(report).split('\n');
    expect(lines[0]).toBe(first);
    expect(lines[0]).not.toMatch(/verified/i);
  });

  it('says which check failed, which was not made, and why', () => {
    const checks = [{ name: 'signature', outcome: 'failed', reason: message('The signature is not valid.') }, { name: 'revocation', outcome: 'skipped', reason: message('not known') }, { name: 'new-check', outcome: 'skipped' }] as const;
    const text = textOf({ ...verified, verdict: 'invalid', signatures: [{ ...signature, verdict: 'invalid', checks }] });
    expect(text).toContain('✘ Signature over the content – failed: The signature is not valid.\n');
    expect(text).toContain('– Not revoked – skipped: not known\n');
    expect(text).toContain('– new-check – skipped\n');
  });

  it('counts signatures, and hides none', () => {
    const text = textOf({ ...verified, signatures: [signature, { ...signature, verdict: 'invalid' }] });
    expect(text).toContain('Signature 1 of 2: signature verified');
    expect(text).toContain('Signature 2 of 2: signature not accepted');
  });

  it('is painted in a terminal only', () => {
    expect(reportText(pageOf(unsigned), { colors: true }).split('\n')[0]).toBe('\u001b[33m! Not signed\u001b[0m');
    expect(textOf(unsigned)).not.toContain('\u001b');
  });

  it('ends in what to do next and in the same for other tools, where there is any', () => {
    const text = reportText(pageOf(unsigned), { colors: false, next: { title: 'Next', steps: ['one'] }, equal: { title: 'Same', commands: ['cosign verify x'] } });
    expect(text).toMatch(/\n\nNext\n {2}- one\n\nSame\n {2}cosign verify x\n$/);
  });
});

describe('a verification as a page', () => {
  it('has a label for every check that there is', () => {
    expect([...sigstoreChecks, ...notationChecks].filter(name => !checkLabels.has(name))).toEqual([]);
  });

  it('names who should sign wherever it is not known that he did', () => {
    const key = { kind: 'key', name: 'acme.pub', pem: '', ignoreTlog: true, source: 'docker-hardened-images' } as const;
    const notation = { kind: 'notation', name: 'ours', level: 'strict', identities: ['*'], stores: {}, source: 'policy' } as const;
    const { sections } = pageOf(unsigned, { signers: [{ kind: 'keyless', issuer, identityRegexp: 'https://acme/.*', source: 'policy' }, key, notation] });
    expect(sections[0]).toMatchObject({
      title: 'Who should sign',
      fields: [
        { label: 'As your trust policy says', value: `https://acme/.* (issuer ${issuer})` },
        { label: 'As known of Docker Hardened Images', value: 'the key acme.pub' },
        { label: 'As your trust policy says', value: 'the Notation trust policy ours' },
      ],
    });
    expect(pageOf(verified).sections.map(({ title }) => title)).not.toContain('Who should sign');
  });

  it('says how old the trust root is, who last vouched for it, and what is wrong with that', () => {
    const trustRoot = { ...verified.trustRoot, source: 'refreshed', refreshed: '2026-03-03T03:04:04.000Z', note: message('Refreshing the trust root failed on {0}: {1}', 'x\nVERIFIED', 'y') };
    expect(textOf({ ...verified, trustRoot })).toContain('  Confirmed: 2026-03-03 03:04:04 UTC\n  Age in days: 1\n');
    expect(textOf({ ...verified, trustRoot })).toContain('  Good to know: Refreshing the trust root failed on x VERIFIED: y\n');
    expect(textOf({ ...verified, trustRoot: { source: 'x', sha256: '', date: '' } })).not.toContain('Age');
  });

  it('is "by somebody else" only where nothing else is wrong', () => {
    const broken = { ...byAnother, checks: byAnother.checks.map(check => (check.name === 'signature' ? { ...check, outcome: 'failed' as const } : check)) };
    expect(pageOf({ ...verified, verdict: 'invalid', signatures: [byAnother] }).headline).toBe('Signed by somebody else than expected');
    expect(pageOf({ ...verified, verdict: 'invalid', signatures: [byAnother, broken] }).headline).toBe('Signature not valid');
  });

  it('lets nobody write lines of his own', () => {
    const forged = 'me\n✔ Signature verified\u2028x\u202E';
    const source = { repository: forged, revision: forged, ref: forged, workflow: forged, runner: forged, trigger: forged, run: forged };
    const bad = { ...signature, identity: forged, issuer: forged, place: forged, source, claims: { [forged]: forged }, certificate: { ...signature.certificate!, subject: forged, issuedBy: forged }, checks: [{ name: forged, outcome: 'failed' as const }] };
    const text = textOf({ ...unpinned, signatures: [bad], attestations: [{ ...attestation, predicateType: forged, identity: forged }] });
    expect(text.split('\n').filter(line => line.startsWith('✔ Signature verified'))).toEqual([]);
    expect(text).not.toMatch(/[\u2028\u202E]/);
  });

  it('names both places that signatures were sought in', () => {
    const { fields } = pageOf(unsigned, { reference: reference('cache.example/hub/app:1'), upstream: reference('docker.io/library/app:1') });
    expect(fields).toContainEqual({ label: 'Looked in', value: 'cache.example/hub/app, docker.io/library/app', kind: 'code' });
    expect(pageOf(unsigned).fields.map(({ label }) => label)).not.toContain('Looked in');
  });

  it.each([
    ['names another image', 'payload-digest', 'Attached to'],
    ['is by somebody else', 'identity', 'What is signed'],
  ])('tells what is signed of no signature that does not sign it: one that %s', (_name, failing, label) => {
    const checks = signature.checks.map(check => (check.name === failing ? { ...check, outcome: 'failed' as const } : check));
    const labels = pageOf({ ...verified, verdict: 'invalid', signatures: [{ ...signature, verdict: 'invalid', checks }] }).sections.find(({ title }) => title === 'Signature')!.fields.map(field => field.label);
    expect(labels).toContain(label);
    expect(labels.filter(each => each === 'Attached to' || each === 'What is signed')).toHaveLength(1);
  });

  it('tells the issuer of a Notation certificate once, and as nobody who vouches', () => {
    const text = textOf({ ...verified, attestations: [], signatures: [{ ...signature, format: 'notation-jws', issuer: 'CN=Middle' }] });
    expect(text).not.toContain('Vouched for by');
    expect(text).toContain('Certificate by: ');
  });

  it('says of a key what is known of it', () => {
    const { identity: _, issuer: __, certificate: ___, ...rest } = signature;
    const text = textOf({ ...verified, signatures: [{ ...rest, keySha256: 'd'.repeat(64) }] });
    expect(text).toContain(`Signed by: a key without a name\n  Key (SHA-256): ${'d'.repeat(64)}`);
  });

  it('says that an image comes from the repository of its own name', () => {
    expect(textOf({ ...unpinned, signatures: [{ ...unpinned.signatures[0]!, builtByItsRepository: true }] })).toContain('Built by: the repository of the same name');
  });

  it.each([
    ['https://slsa.dev/provenance/v0.2', 'SLSA provenance v0.2'],
    ['https://slsa.dev/provenance/v1', 'SLSA provenance v1'],
    ['https://slsa.dev/verification_summary/v1', 'SLSA verification summary'],
    ['https://spdx.dev/Document', 'SBOM (SPDX)'],
    ['https://cyclonedx.org/bom', 'SBOM (CycloneDX)'],
    ['https://cyclonedx.org/bom/v1.6', 'SBOM (CycloneDX)'],
    ['https://cosign.sigstore.dev/attestation/vuln/v1', 'vulnerability scan'],
    ['https://apko.dev/image-configuration', 'apko image configuration'],
    ['https://cosign.sigstore.dev/attestation/v1', 'custom statement'],
    ['https://spdx.dev/Document/evil', 'https://spdx.dev/Document/evil'],
    ['', 'Sigstore bundle'],
  ])('calls what is attested in %s by its name', (predicateType, title) => {
    const parts = pageOf({ ...verified, attestations: [{ ...attestation, predicateType }] }).sections.find(section => section.parts.length > 0)!.parts;
    expect(parts.map(part => part.title)).toEqual([title]);
  });

  it('tells the places that nobody could look into in one line, and counts nothing in them', () => {
    const unanswered = { ...attestation, verdict: 'unknown', predicateType: '', place: 'docker.io/library/node', checks: [] } as const;
    const sectionOf = (attestations: typeof verified.attestations) => pageOf({ ...verified, attestations }).sections.find(({ title }) => title.startsWith('Attestations'))!;
    const some = sectionOf([unanswered, attestation, { ...unanswered, format: 'cosign-sbom' }]);
    expect(some).toMatchObject({ title: 'Attestations (1)', fields: [{ label: 'Could not be looked for in', value: 'docker.io/library/node' }], parts: [{}] });
    expect(sectionOf([unanswered])).toMatchObject({ title: 'Attestations', parts: [] });
    expect(sectionOf([attestation]).fields).toEqual([]);
  });

  it.each([
    ['verified', `signature verified: ${identity}`, 'good'],
    ['signed-unpinned', `signed: ${identity}`, 'neutral'],
    ['unsigned', 'not signed: only the digest of what lists it covers it', 'neutral'],
    ['unknown', 'could not be checked', 'neutral'],
    ['invalid', 'signature not accepted: The signature is not valid.', 'bad'],
  ] as const)('says of an attestation that it is %s', (verdict, summary, tone) => {
    const checks = [{ name: 'signature', outcome: 'failed', reason: message('The signature is not valid.') }] as const;
    const { sections } = pageOf({ ...verified, attestations: [{ ...attestation, verdict, checks }] });
    expect(sections.find(({ parts }) => parts.length > 0)!.parts[0]).toMatchObject({ summary, tone });
  });
});
