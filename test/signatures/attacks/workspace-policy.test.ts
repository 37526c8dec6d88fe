import { beforeAll, describe, expect, it } from 'vitest';
import { nobody, type AcceptedSigner } from '../../../server/src/core/accepted-signer';
import type { VerificationReport } from '../../../server/src/core/verification';
import { parsePolicyFile, type PolicyFile } from '../../../server/src/policy/parse';
import { loadPolicy } from '../../../server/src/service/policies';
import { verificationRequest } from '../../../server/src/service/verifying';
import { createSignatureVerifier } from '../../../server/src/signatures';
import { certificateLike, newPublicKey } from '../../support/keys';
import type { MemoryRegistry } from '../../support/memory-registry';
import { imageInMemory, signImage, testIssuer } from '../../support/sign-image';
import { failed, lookup, reference, trustRoot } from '../../support/verification';

/** A repository that somebody sent: its image, signed by themselves, and the policy that says so. */
const evilIdentity = 'https://github.com/evil/app/.github/workflows/release.yml@refs/heads/main';
const image = 'cgr.dev/chainguard/node';
const settings = { rules: {}, trust: { references: [], strict: false }, formats: {} };
const evilPem = newPublicKey();
const ourPem = newPublicKey();

interface Scene {
  /** By absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly trusted: boolean;
  readonly machine?: string;
  readonly image?: string;
}

async function requestIn({ files, trusted, machine, image: name = image }: Scene) {
  const readText = (path: string): Promise<string | undefined> => Promise.resolve(files[path]);
  const parsed: PolicyFile | undefined = machine === undefined ? undefined : parsePolicyFile(machine, '/etc/plimsoll/config.yaml').policy;
  const { policy } = await loadPolicy({ readText }, { folder: '/w', path: '/w/Dockerfile', settings, trusted, ...(parsed ? { machine: parsed } : {}) });
  const request = await verificationRequest(reference(name), policy, { files: { readText } });
  if (!('signers' in request)) throw new Error('the signers are not known');
  return request;
}

/** Without the one who accepts nothing. */
const signersIn = async (scene: Scene): Promise<readonly AcceptedSigner[]> => (await requestIn(scene)).signers.filter(signer => signer !== nobody);
const namesIn = async (scene: Scene) =>
  (await signersIn(scene)).map(signer => (signer.kind === 'keyless' ? (signer.identity ?? signer.identityRegexp) : signer.kind === 'key' ? signer.pem : signer.identities.join()));
const policy = (signer: string, images = 'cgr.dev/chainguard/**') => `version: 1\nsignatures:\n  - images: "${images}"\n    ${signer}\n`;

describe('attack 42: the policy of a workspace that nobody trusts', () => {
  let registry: MemoryRegistry;
  let root: string;
  beforeAll(async () => {
    const made = await imageInMemory(image);
    registry = made.registry;
    root = (await signImage({ image: made.image, push: registry.push, identity: evilIdentity })).trustedRoot;
  });

  async function verify(scene: Scene): Promise<VerificationReport> {
    const verifier = createSignatureVerifier({ clock: { now: () => Date.now() }, trustRoot: trustRoot(root) });
    return verifier.verify(await requestIn(scene), registry, lookup);
  }

  const namesEvil = { '/w/.plimsoll.yaml': policy(`keyless: { issuer: "${testIssuer}", identity: "${evilIdentity}" }`) };

  it('attack 42: names no new signer of a publisher', async () => {
    expect((await verify({ files: namesEvil, trusted: true })).verdict).toBe('verified');
    const report = await verify({ files: namesEvil, trusted: false });
    expect(report.verdict).toBe('invalid');
    expect(report.signatures.map(failed)).toEqual([['identity'], ['identity']]);
  });

  it('attack 42: takes nobody\'s place where the machine names who signs', async () => {
    const machine = (identity: string) => policy(`keyless: { issuer: "${testIssuer}", identity: "${identity}" }`);
    expect((await verify({ files: {}, trusted: true, machine: machine(evilIdentity) })).verdict).toBe('verified');
    const report = await verify({ files: {}, trusted: true, machine: machine('https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main') });
    expect(report.verdict).toBe('invalid');
    expect(report.signatures.map(failed)).toEqual([['identity'], ['identity']]);
    for (const trusted of [true, false]) {
      const other = await verify({ files: namesEvil, trusted, machine: machine('https://github.com/acme/app/.github/workflows/release.yml@refs/heads/main') });
      // Not "nobody said who should sign" either, which would be no reason to stop.
      expect(other.verdict).toBe('invalid');
      expect(other.signatures.map(failed)).toEqual([['identity'], ['identity']]);
    }
  });

  it('attack 42: makes no proxy cache of its own registry', async () => {
    const files = { '/w/.plimsoll.yaml': 'version: 1\nupstreams: { evil.example/x: cgr.dev }\n' };
    expect(await requestIn({ files, trusted: true, image: 'evil.example/x/chainguard/node' })).toMatchObject({ upstream: { registry: 'cgr.dev' }, signers: [{ source: 'chainguard' }] });
    const request = await requestIn({ files, trusted: false, image: 'evil.example/x/chainguard/node' });
    expect(request).toMatchObject({ signers: [] });
    expect(request).not.toHaveProperty('upstream');
  });
});

describe('attack 42: the keys of a workspace that nobody trusts', () => {
  const withKey = (key: string, images?: string) => ({ '/w/.plimsoll.yaml': policy(`key: ${key}`, images), '/w/evil.pub': evilPem, '/w/ours.pub': ourPem });
  const machine = `version: 1\nsignatures:\n  - images: registry.example/**\n    key:\n      pem: |\n${ourPem.trimEnd().split('\n').map(line => `        ${line}`).join('\n')}\n`;

  it('attack 42: are nobody\'s, for a publisher that signs with another, with a certificate, or not at all', async () => {
    for (const name of ['dhi.io/node:22', 'cgr.dev/chainguard/node', 'registry.example/app']) {
      const files = withKey('{ file: evil.pub, ignoreTlog: true }', '**');
      expect(await namesIn({ files, trusted: true, image: name })).toEqual([evilPem]);
      // What nobody said anything of stays so: signed by anybody, it is not verified.
      expect((await requestIn({ files, trusted: false, image: name })).signers).toEqual(name.startsWith('registry.example') ? [] : [nobody]);
    }
  });

  it('attack 42: do not take the place of the machine\'s', async () => {
    const image42 = 'registry.example/app';
    expect(await namesIn({ files: {}, trusted: true, machine, image: image42 })).toEqual([ourPem]);
    for (const trusted of [true, false]) {
      expect(await namesIn({ files: withKey('evil.pub', 'registry.example/**'), trusted, machine, image: image42 })).toEqual([]);
      expect(await namesIn({ files: withKey('ours.pub', 'registry.example/**'), trusted, machine, image: image42 })).toEqual([ourPem]);
    }
  });

  it('attack 42: demand no less of the same key', async () => {
    const files = withKey('{ file: ours.pub, ignoreTlog: true, layout: docker-builder }', 'registry.example/**');
    expect(await signersIn({ files, trusted: true, image: 'registry.example/app' })).toMatchObject([{ ignoreTlog: true, layout: 'docker-builder' }]);
    expect(await signersIn({ files, trusted: false, machine, image: 'registry.example/app' })).toEqual([]);
    const plain = withKey('{ file: ours.pub, ignoreTlog: true }', 'registry.example/**');
    expect(await signersIn({ files: plain, trusted: false, machine, image: 'registry.example/app' })).toMatchObject([{ pem: ourPem, ignoreTlog: false }]);
  });

  it('attack 42: may demand more', async () => {
    const [builtIn] = await signersIn({ files: {}, trusted: false, image: 'dhi.io/node:22' });
    expect(builtIn).toMatchObject({ kind: 'key', ignoreTlog: true });
    const files = { '/w/.plimsoll.yaml': policy('key: dhi.pub', 'dhi.io'), '/w/dhi.pub': builtIn?.kind === 'key' ? builtIn.pem : '' };
    expect(await signersIn({ files, trusted: false, image: 'dhi.io/node:22' })).toMatchObject([{ ignoreTlog: false, layout: 'docker-hardened', validFrom: '2025-04-02T12:00:00Z' }]);
  });
});

describe('attack 42: the Notation policy of a workspace that nobody trusts', () => {
  const [ours, evil] = [certificateLike('ours'), certificateLike('evil')];
  const notation = (identities: string, level = 'strict') => policy(`notation: { identities: ["${identities}"], ca: [root.pem], level: ${level} }`, 'registry.example/**');
  const machine = `version: 1\nsignatures:\n  - images: registry.example/**\n    notation:\n      identities: ["x509.subject: O=ours"]\n      ca:\n        - |\n${ours.trimEnd().split('\n').map(line => `          ${line}`).join('\n')}\n`;
  const scene = (text: string, root: string, more: Partial<Scene> = {}): Scene => ({ files: { '/w/.plimsoll.yaml': text, '/w/root.pem': root }, trusted: false, image: 'registry.example/app', ...more });

  it('attack 42: accepts nobody whom nobody else accepts', async () => {
    expect(await namesIn(scene(notation('*'), evil, { trusted: true }))).toEqual(['*']);
    expect(await namesIn(scene(notation('*'), evil))).toEqual([]);
  });

  it('attack 42: changes neither roots nor identities nor level of the machine\'s', async () => {
    expect(await namesIn(scene(notation('x509.subject: O=ours'), ours, { machine }))).toEqual(['x509.subject: O=ours']);
    expect(await namesIn(scene(notation('x509.subject: O=ours'), evil, { machine }))).toEqual([]);
    expect(await namesIn(scene(notation('*'), ours, { machine }))).toEqual([]);
    expect(await namesIn(scene(notation('x509.subject: O=ours', 'audit'), ours, { machine }))).toEqual([]);
  });
});

describe('attack 42: an entry that is not understood', () => {
  it('attack 42: leaves nobody, rather than those whom it would have replaced', async () => {
    expect(await namesIn({ files: {}, trusted: true })).toHaveLength(1);
    for (const broken of ['keyless: { issuer: i, subject: me }', 'key: ../../etc/evil.pub', 'notation: { identities: ["*"] }']) {
      for (const trusted of [true, false]) expect((await requestIn({ files: { '/w/.plimsoll.yaml': policy(broken) }, trusted })).signers).toEqual([nobody]);
    }
  });
});
