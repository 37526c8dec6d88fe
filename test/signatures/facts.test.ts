import { ASN1Obj } from '@sigstore/core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedKeyless } from '../../server/src/core/accepted-signer';
import type { SignedSubject } from '../../server/src/core/verification';
import { matchIdentity } from '../../server/src/signatures/identity/match';
import { readLeaf, type Leaf } from '../../server/src/signatures/sigstore/certificate';
import { writeName } from '../../server/src/signatures/distinguished-name';
import { createBench, stamp, tryBundle, tryLegacy, type Bench } from '../support/attack';
import { issue } from '../support/private-authority';
import { legacyPayload, testIdentity, testIssuer } from '../support/sign-image';
import { MemoryRegistry, sha256 } from '../support/memory-registry';
import { describeWithShared } from '../support/shared';
import { issuerExtensions, type Signer } from '../support/sigstore';
import { sharedVectors } from '../support/signature-vectors';
import { verify } from '../support/verification';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

const oid = (arc: number): string => `1.3.6.1.4.1.57264.1.${arc}`;
const built: Readonly<Record<number, string>> = {
  9: testIdentity,
  11: 'github-hosted',
  12: 'https://github.com/acme/app',
  13: 'a'.repeat(40),
  14: 'refs/heads/main',
  20: 'push',
  21: 'https://github.com/acme/app/actions/runs/1/attempts/1',
};

function certify(identity: string, facts: Readonly<Record<number, string>>, issuer = testIssuer): Promise<Signer> {
  const extensions = [...issuerExtensions(issuer), ...Object.entries(facts).map(([arc, value]) => ({ oid: oid(Number(arc)), value }))];
  return bench.authority.certify({ identity, issuer, extensions });
}

describe('what a report tells', () => {
  it('is the certificate, the log, the place and the subject', async () => {
    const report = await tryLegacy(bench);
    expect(report).toMatchObject({
      acceptedBy: 'policy',
      place: 'registry.example/app',
      subject: { kind: 'manifest', digest: expect.stringMatching(/^sha256:/) },
      certificate: { subject: '', issuedBy: 'O=sigstore.mock,CN=sigstore', sha256: sha256(bench.signer.der).slice(7) },
      log: { index: expect.stringMatching(/^\d+$/), integratedAt: expect.stringMatching(/^20.*Z$/) },
    });
    // Only the log of the public-good instance has a page.
    expect(report.log).not.toHaveProperty('page');
    expect(report).not.toHaveProperty('timestamp');
    expect(report).not.toHaveProperty('claims');
    expect(report).not.toHaveProperty('source');
  });

  it('is the time that a clock has signed', async () => {
    const report = await tryBundle(bench, { bend: (made) => stamp(made, bench.authority) });
    expect(report.timestamp).toMatch(/^20\d\d-.*:\d\d\.000Z$/);
  });

  it('is what the authority says about the build', async () => {
    const report = await tryLegacy(bench, { signer: await certify(testIdentity, built) });
    expect(report.source).toEqual({
      repository: 'https://github.com/acme/app',
      revision: 'a'.repeat(40),
      ref: 'refs/heads/main',
      workflow: testIdentity,
      runner: 'github-hosted',
      trigger: 'push',
      run: 'https://github.com/acme/app/actions/runs/1/attempts/1',
    });
    const odd = await tryLegacy(bench, { signer: await certify(testIdentity, { 12: 'a\nb', 14: 'refs/heads/main' }) });
    expect(odd.source).toEqual({ ref: 'refs/heads/main' });
  });

  it('is what the signer added, as far as it is text', async () => {
    const optional = { team: 'release', n: 7, nested: {}, broken: 'a\nb', ['x'.repeat(3000)]: 'x', __proto__: 'x' };
    const payload = ({ name, digest }: { name: string; digest: string }): object => ({ ...legacyPayload({ name, digest }), optional });
    expect((await tryLegacy(bench, { payload })).claims).toEqual({ team: 'release' });
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`k${at}`, 'v']));
    const report = await tryLegacy(bench, { payload: (image) => ({ ...legacyPayload(image), optional: many }) });
    expect(Object.keys(report.claims!)).toHaveLength(64);
  });

  it('is nothing that is not proven', async () => {
    const signer = await certify(testIdentity, built);
    const payload = (image: { name: string; digest: string }): object => ({ ...legacyPayload(image), optional: { a: 'b' } });
    const bend = ({ annotations }: { annotations: Record<string, string> }): string =>
      (annotations['dev.sigstore.cosign/bundle'] = annotations['dev.sigstore.cosign/bundle']!.replace(/"logIndex":\d+/, '"logIndex":5'));
    const report = await tryLegacy(bench, { signer, payload, bend });
    expect(report).toMatchObject({ verdict: 'invalid', identity: testIdentity, certificate: {} });
    for (const key of ['claims', 'log', 'timestamp', 'acceptedBy', 'builtByItsRepository']) expect(report).not.toHaveProperty(key);
  });

  const builds: [string, boolean, { identity?: string; facts?: Record<number, string>; issuer?: string; reference?: string }][] = [
    ['its own repository', true, {}],
    ['its own repository, in other case', true, { identity: testIdentity.replace('acme', 'Acme'), facts: { 12: 'https://github.com/Acme/app' } }],
    ['another repository', false, { facts: { 12: 'https://github.com/acme/app2' } }],
    ['another workflow', false, { identity: testIdentity.replace('acme/app', 'evil/app') }],
    ['another issuer', false, { issuer: 'https://evil.example' }],
    ['a repository that looks alike', false, { facts: { 12: 'https://github.com/acme/app\u212a' } }],
    ['nobody who says so', false, { facts: {} }],
    ['its own repository, below a path', false, { reference: 'ghcr.io/acme/app/tool' }],
    ['its own repository, elsewhere', false, { reference: 'quay.io/acme/app' }],
  ];
  it.each(builds)('says whether the image was built by %s', async (_, own, { identity = testIdentity, facts = built, issuer = testIssuer, reference = 'ghcr.io/acme/app' }) => {
    const signer = await certify(identity, facts, issuer);
    const report = await tryLegacy(bench, { signer, reference, signers: [] });
    expect(report.verdict).toBe('signed-unpinned');
    expect(report.builtByItsRepository).toBe(own ? true : undefined);
  });
});

describeWithShared('what a report tells of the public-good instance', 'vectors', () => {
  it('is the page of the log', async () => {
    const vector = sharedVectors().find(({ name }) => name === 'containers/image fulcio-rekor-valid, person')!;
    const { signatures } = await verify({ ...vector, registry: MemoryRegistry.fromContents(vector.contents) });
    expect(signatures[0]!.log).toEqual({ index: '11605770', integratedAt: expect.stringMatching(/^2023-/), page: 'https://search.sigstore.dev/?logIndex=11605770' });
    expect(signatures[0]!.certificate!.issuedBy).toBe('CN=sigstore-intermediate,O=sigstore.dev');
  });
});

describe('Docker\'s builder', () => {
  const workflow = 'https://github.com/docker/github-builder/.github/workflows/bake.yml@refs/tags/v1';
  const docker: AcceptedKeyless = {
    kind: 'keyless', issuer: testIssuer, identityRegexp: 'https://github\\.com/.+', layout: 'docker-builder', source: 'docker',
  };
  const manifest: Pick<SignedSubject, 'kind'> = { kind: 'manifest' };
  const hop: Pick<SignedSubject, 'kind'> = { kind: 'attestation-manifest' };
  const leaf = async (identity: string, facts: Record<number, string>): Promise<Leaf> => readLeaf((await certify(identity, facts)).der)!;
  const good = { 9: workflow, 11: 'github-hosted' };

  it('is known by its workflow and by its runner', async () => {
    expect(matchIdentity(await leaf(workflow, good), [docker], hop).kind).toBe('pinned');
    for (const facts of [{ ...good, 11: 'self-hosted' }, { 9: workflow }, { 11: 'github-hosted' }, { ...good, 9: workflow.replace('docker/', 'evil/') }]) {
      expect(matchIdentity(await leaf(workflow, facts as Record<number, string>), [docker], hop).kind).toBe('other');
    }
    expect(matchIdentity(await leaf(workflow.replace('docker/', 'evil/'), good), [docker], hop).kind).toBe('other');
  });

  it('alone counts for what is one hop away', async () => {
    const { layout: _, ...plain } = docker;
    const certificate = await leaf(workflow, good);
    expect(matchIdentity(certificate, [plain], manifest).kind).toBe('pinned');
    expect(matchIdentity(certificate, [plain], hop).kind).toBe('other');
    expect(matchIdentity(certificate, [], hop).kind).toBe('nobody-pinned');
  });
});

describe('a distinguished name', () => {
  const written = (subject: string, organization?: string): string => {
    const { name } = issue({ subject, ...(organization === undefined ? {} : { organization }) });
    return writeName(ASN1Obj.parseBuffer(Buffer.from(name)));
  };

  it.each([
    ['plain', 'CN=plain'],
    ['a, b+c', 'CN=a\\, b\\+c'],
    [' edges ', 'CN=\\ edges\\ '],
    ['#hex', 'CN=\\#hex'],
    ['a\nb\u202e', 'CN=a\\0ab\\e2\\80\\ae'],
    ['a\\,O=evil', 'CN=a\\\\\\,O=evil'],
  ])('is written so that nothing in it reads as syntax: %j', (subject, text) => {
    expect(written(subject)).toBe(text);
  });

  it('has its last part first', () => {
    expect(written('Fulcio', 'GitHub, Inc.')).toBe('CN=Fulcio,O=GitHub\\, Inc.');
  });

  it('is bounded', () => {
    expect(written('x'.repeat(20_000)).length).toBeLessThanOrEqual(2048);
  });
});
