import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AcceptedKeyless } from '../../../server/src/core/accepted-signer';
import { createBench, tryAttestation, tryBundle, tryLegacy, type Bench } from '../../support/attack';
import { testIdentity, testIssuer } from '../../support/sign-image';
import { createAuthority, issuerExtensions, type Authority, type Signer } from '../../support/sigstore';
import { codeSigning, issue, type CertificateOptions, type Issuer } from '../../support/private-authority';
import { rootOfAuthority } from '../../support/vectors/roots';
import { failed, outcomes, testSigner } from '../../support/verification';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

beforeEach(async () => {
  for (const attempt of [tryLegacy, tryBundle, tryAttestation]) expect((await attempt(bench)).verdict).toBe('verified');
});

const certify = (identity: string, issuer = testIssuer, extensions = issuerExtensions(issuer)): Promise<Signer> => bench.authority.certify({ identity, issuer, extensions });

describe('who signed', () => {
  const names: [string, string][] = [
    ['a longer name', `${testIdentity}-evil`],
    ['a prefix', testIdentity.slice(0, -1)],
    ['the name at the end of another', `https://evil.example/${testIdentity}`],
    ['a sign where the name has a dot', testIdentity.replace('github.com', 'githubxcom')],
    ['a trailing slash', `${testIdentity}/`],
    ['other case', testIdentity.replace('acme', 'Acme')],
    ['a pull request', testIdentity.replace('refs/heads/main', 'refs/pull/7/merge')],
    ['another branch', testIdentity.replace('refs/heads/main', 'refs/heads/main2')],
    ['a fork with the same workflow', testIdentity.replace('acme/app', 'evil/app')],
  ];
  it.each(names)('attack 26: %s', async (_, identity) => {
    const signer = await certify(identity);
    for (const attempt of [tryLegacy, tryBundle]) {
      const report = await attempt(bench, { signer });
      expect(report).toMatchObject({ verdict: 'invalid', identity });
      expect(report).not.toHaveProperty('acceptedBy');
      expect(failed(report)).toEqual(['identity']);
    }
    // Who attests is no matter of who signs, and never the one who is pinned.
    expect(await tryAttestation(bench, { signer })).toMatchObject({ verdict: 'signed-unpinned', identity });
  });

  it.each([['a line break', `${testIdentity}\n`], ['a zero', `${testIdentity}\0`]])('attack 26: %s', async (_, identity) => {
    const report = await tryLegacy(bench, { signer: await certify(identity) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['certificate-usage']);
  });

  it.each([`${testIssuer}.evil`, `${testIssuer}/`, testIssuer.toUpperCase(), testIssuer.replace('https', 'http')])('attack 27: the issuer is %s', async (issuer) => {
    const report = await tryLegacy(bench, { signer: await certify(testIdentity, issuer) });
    expect(report).toMatchObject({ verdict: 'invalid', issuer });
    expect(failed(report)).toEqual(['identity']);
  });

  it('attack 27: the two extensions for the issuer disagree', async () => {
    const report = await tryLegacy(bench, { signer: await certify(testIdentity, testIssuer, issuerExtensions(testIssuer, 'https://evil.example')) });
    expect(failed(report)).toEqual(['certificate-usage']);
  });

  const patterns = ['(a+)+$', '(.*)*x', 'https://github.com/acme', '^https://github\\.com/acme/app', '.{1000}.{1000}', 'a'.repeat(600), '[', '(?:)', '\\1'];
  it.each(patterns)('attack 28: a pattern is answered at once and matches the whole or nothing: %s', async (identityRegexp) => {
    const { identity: _, ...open } = testSigner;
    const accepted: AcceptedKeyless = { ...open, identityRegexp: 'https://github\\.com/acme/app/.+' };
    expect((await tryLegacy(bench, { signers: [accepted] })).verdict).toBe('verified');
    expect(failed(await tryLegacy(bench, { signers: [{ ...open, identityRegexp }] }))).toEqual(['identity']);
  });
});

describe('whose certificate', () => {
  it('attack 29: an authority of the same name', async () => {
    // The mock gives every authority one name; the key, and with it the identifier of the key, is another.
    const namesake = await createAuthority();
    const extensions = [...issuerExtensions(testIssuer), { oid: '1.3.6.1.4.1.57264.1.12', value: 'https://github.com/acme/app' }];
    const certifyBy = async ({ certify: by }: Authority): Promise<Signer> => by({ identity: testIdentity, issuer: testIssuer, extensions });
    expect(await tryLegacy(bench, { signer: await certifyBy(bench.authority) })).toHaveProperty('source');
    const report = await tryLegacy(bench, { signer: await certifyBy(namesake) });
    expect(failed(report)).toEqual(['certificate-chain']);
    expect(report).not.toHaveProperty('source');
  });

  it('attack 29: no certificate transparency log has seen it', async () => {
    const signer = await bench.authority.certify({ identity: testIdentity, issuer: testIssuer, transparent: false });
    for (const attempt of [tryLegacy, tryBundle, tryAttestation]) expect(failed(await attempt(bench, { signer }))).toEqual(['signed-certificate-timestamp']);
  });

  it('attack 29: the log that has seen it is not trusted', async () => {
    const { ctlogs } = (await createAuthority()).trustedRoot;
    const trustedRoot = JSON.stringify({ ...bench.authority.trustedRoot, ctlogs });
    expect(failed(await tryLegacy(bench, { trustedRoot }))).toEqual(['signed-certificate-timestamp']);
  });

  it('attack 30: the annotation shows another certificate than the log', async () => {
    const other = await certify(testIdentity);
    const report = await tryLegacy(bench, { bend: ({ annotations }) => (annotations['dev.sigstore.cosign/certificate'] = other.pem) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['transparency-log', 'signature']);
  });
});

describe('a private authority', () => {
  const longAgo = { notBefore: new Date(Date.now() - 3e9) };
  const root = issue({ subject: 'Acme Root', ca: true, ...longAgo });
  const between = issue({ subject: 'Acme Issuing', issuer: root, ca: true, ...longAgo });
  const email = 'release@acme.example';
  const owner: AcceptedKeyless = { kind: 'keyless', issuer: 'CN=Acme Issuing', identity: email, source: 'policy' };
  const trustedRoot = rootOfAuthority(root.pem);

  /** As cosign signs with a certificate of one's own: no log, no clock, the authorities in an annotation. */
  function signed(leaf: Issuer, chain: readonly Issuer[] = [between], more: object = {}): ReturnType<typeof tryLegacy> {
    return tryLegacy(bench, {
      signer: leaf,
      signers: [owner],
      trustedRoot,
      ...more,
      bend: ({ annotations }) => {
        delete annotations['dev.sigstore.cosign/bundle'];
        annotations['dev.sigstore.cosign/chain'] = chain.map(({ pem }) => pem).join('');
      },
    });
  }

  const leaf = (options: Partial<CertificateOptions> = {}): Issuer => issue({ subject: 'release', issuer: between, emails: [email], extendedUsages: [codeSigning], ...options });

  beforeEach(async () => {
    expect((await signed(leaf())).verdict).toBe('verified');
  });

  it('is believed by today, and the report says what it leaves out', async () => {
    const report = await signed(leaf());
    expect(report).toMatchObject({ issuer: 'CN=Acme Issuing', certificate: { issuedBy: 'CN=Acme Issuing', subject: 'CN=release' } });
    expect(outcomes(report)).toMatchObject({ 'certificate-chain': 'ok', 'signed-certificate-timestamp': 'skipped', 'transparency-log': 'skipped', timestamp: 'skipped' });
    expect((await signed(leaf({}), [root, between])).verdict).toBe('verified');
  });

  it('may leave usages out, as one for anything', async () => {
    const { extendedUsages: _, ...bare } = { subject: 'release', issuer: between, emails: [email], extendedUsages: undefined };
    expect((await signed(issue(bare))).verdict).toBe('verified');
  });

  it('attack 26: a homoglyph', async () => {
    const report = await signed(leaf({ emails: [email.replace('a', 'а')] }));
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['certificate-usage']);
  });

  it('attack 29: an authority of the same name, its certificate in the chain', async () => {
    const fakeRoot = issue({ subject: 'Acme Root', ca: true });
    const fake = issue({ subject: 'Acme Issuing', issuer: fakeRoot, ca: true });
    for (const chain of [[fake], [fake, fakeRoot], [fakeRoot, between, fake]]) {
      expect(failed(await signed(leaf({ issuer: fake }), chain))).toEqual(['certificate-chain']);
    }
  });

  it('attack 29: a certificate that signs itself', async () => {
    const self = issue({ subject: 'Acme Root', emails: [email], extendedUsages: [codeSigning] });
    expect(failed(await signed(self, [self]))).toEqual(['certificate-chain']);
  });

  it('attack 29: a signer who plays authority', async () => {
    const middle = leaf();
    expect(failed(await signed(leaf({ issuer: middle }), [middle, between]))).toEqual(['certificate-chain']);
    const usage = issue({ subject: 'Acme Issuing', issuer: root, ca: true, keyUsage: 0x80 });
    expect(failed(await signed(leaf({ issuer: usage }), [usage]))).toEqual(['certificate-chain']);
  });

  it('attack 29: an authority with limits that are not understood', async () => {
    const limited = issue({ subject: 'Acme Issuing', issuer: root, ca: true, extensions: [['2.5.29.30', true, Buffer.from([0x30, 0])]] });
    expect(failed(await signed(leaf({ issuer: limited }), [limited]))).toEqual(['certificate-chain']);
  });

  it('attack 29: an intermediate, or a signer, whose time is over', async () => {
    const [notBefore, notAfter] = [new Date(Date.now() - 9e8), new Date(Date.now() - 8e8)];
    const over = issue({ subject: 'Acme Issuing', issuer: root, ca: true, notBefore, notAfter });
    expect(failed(await signed(leaf({ issuer: over }), [over]))).toEqual(['certificate-chain']);
    expect(failed(await signed(leaf({ notBefore, notAfter })))).toEqual(['certificate-chain']);
  });

  it('attack 29: an intermediate is missing', async () => {
    expect(failed(await signed(leaf(), []))).toEqual(['certificate-chain']);
  });

  const usages: [string, Partial<CertificateOptions>][] = [
    ['for servers only', { extendedUsages: ['1.3.6.1.5.5.7.3.1'] }],
    ['without key usage', { keyUsage: null }],
    ['for keys only', { keyUsage: 0x20 }],
    ['with a critical extension that is not known', { extensions: [['1.2.3.4', true, Buffer.from([5, 0])]] }],
    ['of an authority', { ca: true, keyUsage: 0x84 }],
  ];
  it.each(usages)('attack 29: a certificate %s', async (_, options) => {
    expect(failed(await signed(leaf(options)))).toEqual(['certificate-usage']);
  });

  it('attack 29: an intermediate that comes with the signature, to a root that has everything', async () => {
    const { ctlogs, tlogs } = bench.authority.trustedRoot;
    const whole = JSON.stringify({ ...(JSON.parse(trustedRoot) as object), ctlogs, tlogs });
    // Known, and without the log and the transparency that this root can prove with.
    expect(failed(await signed(leaf(), [between], { trustedRoot: whole }))).toEqual(['signed-certificate-timestamp', 'transparency-log', 'timestamp']);
    const complete = await signed(leaf(), [between], { trustedRoot: whole, complete: true });
    expect(failed(complete)).toContain('certificate-chain');
  });
});

describe('another instance', () => {
  it('is said to be GitHub\'s own, and nothing that is misleading', async () => {
    const authority = issue({ subject: 'Fulcio Intermediate l2', organization: 'GitHub, Inc.', ca: true });
    const leaf = issue({ subject: '', issuer: authority, emails: ['x@example.com'], extendedUsages: [codeSigning] });
    const report = await tryLegacy(bench, { signer: leaf, bend: ({ annotations }) => delete annotations['dev.sigstore.cosign/bundle'] });
    expect(report.verdict).toBe('unknown');
    expect(failed(report)).toEqual([]);
    expect(outcomes(report)).toMatchObject({ 'certificate-chain': 'skipped', signature: 'ok', identity: 'skipped' });
    const changed = await tryLegacy(bench, { signer: leaf, bend: ({ annotations }) => (annotations['dev.cosignproject.cosign/signature'] = 'AAAA') });
    expect(failed(changed)).toEqual(['signature']);
  });
});
