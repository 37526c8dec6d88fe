import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedSigner } from '../../server/src/core/accepted-signer';
import { render } from '../../server/src/core/message';
import type { VerificationReport } from '../../server/src/core/verification';
import { imageInMemory, legacyPayload, makeLegacy, pushBundle, pushLegacy, statement, testIdentity, testIssuer, type ImageToSign, type LegacyLayer } from '../support/sign-image';
import { accept, createKey, makeKeyBundle, makeKeyLegacy, makeKeyMessageBundle, makeLoggedKeyLegacy, type keyKinds, type KeySigner, type SigningHash } from '../support/sign-key';
import { base64, createAuthority, type Authority } from '../support/sigstore';
import type { MemoryRegistry } from '../support/memory-registry';
import { failed, outcomes, testSigner, verify } from '../support/verification';

let authority: Authority;
let trustedRoot: string;
const key = createKey();
const other = createKey();

beforeAll(async () => {
  authority = await createAuthority();
  trustedRoot = JSON.stringify(authority.trustedRoot);
});

type Setup = { registry: MemoryRegistry; image: ImageToSign };

async function report(sign: (setup: Setup) => unknown, signers: readonly AcceptedSigner[], root: string = trustedRoot): Promise<VerificationReport> {
  const setup = await imageInMemory();
  await sign(setup);
  return verify({ registry: setup.registry, signers, trustedRoot: root });
}

const legacy = (make: (image: ImageToSign) => LegacyLayer | Promise<LegacyLayer>) => async ({ registry, image }: Setup): Promise<void> =>
  pushLegacy(registry.push, image, await make(image));
const unlogged = legacy((image) => makeKeyLegacy(key, legacyPayload(image)));
const logged = legacy((image) => makeLoggedKeyLegacy(authority, key, legacyPayload(image)));
const bundle = async ({ registry, image }: Setup): Promise<unknown> => pushBundle(registry.push, image, await makeKeyBundle(authority, key, statement(image.digest)));
const needsLog = { ignoreTlog: false };
const whyNot = ({ signatures }: VerificationReport): string => render(signatures[0]!.checks.find(({ outcome }) => outcome === 'failed')!.reason!);

describe('a signature with a key', () => {
  it('is verified, and told by name and fingerprint', async () => {
    const { signatures, verdict } = await report(logged, [accept(key, needsLog)]);
    expect(verdict).toBe('verified');
    const keySha256 = createHash('sha256').update(key.der).digest('hex');
    expect(signatures).toMatchObject([{ identity: 'release.pub', keySha256, acceptedBy: 'policy', log: { index: expect.stringMatching(/^\d+$/) } }]);
    expect(signatures[0]).not.toHaveProperty('issuer');
    expect(signatures[0]).not.toHaveProperty('certificate');
    expect(outcomes(signatures[0]!)).toEqual({
      format: 'ok', subject: 'skipped', 'payload-type': 'ok', 'payload-digest': 'ok', 'docker-reference': 'ok', 'certificate-usage': 'skipped',
      'certificate-chain': 'skipped', 'signed-certificate-timestamp': 'skipped', 'transparency-log': 'ok', timestamp: 'ok', signature: 'ok', identity: 'ok',
    });
  });

  const good: [keyof typeof keyKinds, SigningHash][] = [
    ['P-256', 'sha256'], ['P-384', 'sha256'], ['P-521', 'sha256'], ['RSA-2048', 'sha256'], ['Ed25519', null],
  ];
  it.each(good)('is verified in the old layout: %s with %s', async (kind, hash) => {
    const signer = createKey(kind);
    const result = await report(legacy((image) => makeKeyLegacy(signer, legacyPayload(image), hash)), [accept(signer)]);
    expect(result.verdict).toBe('verified');
  });

  it.each([...good, ['P-384', 'sha384'], ['P-521', 'sha512']] as typeof good)('is verified in a bundle: %s with %s', async (kind, hash) => {
    const signer = createKey(kind);
    const sign = async ({ registry, image }: Setup): Promise<unknown> =>
      pushBundle(registry.push, image, await makeKeyBundle(authority, signer, statement(image.digest), hash));
    expect((await report(sign, [accept(signer, needsLog)])).verdict).toBe('verified');
  });

  it.each([['P-384', 'sha384'], ['P-256', 'sha256']] as typeof good)('may be over the bytes of the manifest: %s with %s', async (kind, hash) => {
    const signer = createKey(kind);
    const sign = (change: (bytes: Buffer) => Buffer) => async ({ registry, image }: Setup): Promise<unknown> => {
      const bytes = change(Buffer.from(registry.manifests.get(image.digest)!.bytes));
      const digest = { algorithm: hash === 'sha384' ? 'SHA2_384' : 'SHA2_256', digest: createHash(hash!).update(bytes).digest('base64') };
      return pushBundle(registry.push, image, await makeKeyMessageBundle(authority, signer, bytes, { hash, digest }));
    };
    expect((await report(sign((bytes) => bytes), [accept(signer, needsLog)])).verdict).toBe('verified');
    const { signatures } = await report(sign((bytes) => Buffer.concat([bytes, Buffer.from(' ')])), [accept(signer, needsLog)]);
    expect(failed(signatures[0]!)).toContain('payload-digest');
  });

  it('is not over another hash than the layout has', async () => {
    const signer = createKey('P-384');
    const result = await report(legacy((image) => makeKeyLegacy(signer, legacyPayload(image), 'sha384')), [accept(signer)]);
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['signature']);
    expect(whyNot(result)).toBe('Signed with release.pub, but over another hash than the SHA-256 that signatures of this layout are over.');
    const stranger = await report(legacy((image) => makeKeyLegacy(createKey('P-384'), legacyPayload(image), 'sha384')), [accept(signer)]);
    expect(whyNot(stranger)).toBe('The signature does not match with release.pub: it was made with another key, or changed.');
  });

  it('is verified without a log only where the policy says so', async () => {
    const free = await report(unlogged, [accept(key)]);
    expect(free.verdict).toBe('verified');
    expect(outcomes(free.signatures[0]!)).toMatchObject({ 'transparency-log': 'skipped', timestamp: 'skipped' });
    const bound = await report(unlogged, [accept(key, needsLog)]);
    expect(bound.verdict).toBe('invalid');
    expect(failed(bound.signatures[0]!)).toEqual(['transparency-log']);
  });

  it('needs no log that the trusted root does not have', async () => {
    const rootWithoutLogs = JSON.stringify({ ...authority.trustedRoot, tlogs: [] });
    const result = await report(unlogged, [accept(key, needsLog)], rootWithoutLogs);
    expect(result.verdict).toBe('verified');
    const skipped = result.signatures[0]!.checks.find(({ name }) => name === 'transparency-log')!;
    expect(render(skipped.reason!)).toBe('Not checked: the trust root has no transparency log.');
    expect(failed((await report(logged, [accept(key, needsLog)], rootWithoutLogs)).signatures[0]!)).toEqual(['transparency-log']);
  });

  it('is any of several keys, and of several kinds of signers', async () => {
    const result = await report(unlogged, [accept(other, { name: 'old' }), testSigner, accept(key, { name: 'new', source: 'acme' })]);
    expect(result.signatures).toMatchObject([{ verdict: 'verified', identity: 'new', acceptedBy: 'acme' }]);
  });

  it('is not to be judged when nobody is named, and says what to do', async () => {
    const { verdict, reason } = await report(unlogged, []);
    expect(verdict).toBe('unknown');
    expect(render(reason)).toBe('Signed with a key. Name the key in the policy, and it can be checked.');
  });

  it('is by somebody else where the policy names only people, and the other way round', async () => {
    for (const sign of [unlogged, bundle]) expect(failed((await report(sign, [testSigner])).signatures[0]!)).toEqual(['identity']);
    const person = await authority.certify({ identity: testIdentity, issuer: testIssuer });
    const result = await report(legacy((image) => makeLegacy(authority, person, legacyPayload(image))), [accept(key)]);
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['identity']);
  });

  it('tells the key that the log knows when it is another', async () => {
    const { signatures } = await report(logged, [accept(other)]);
    expect(failed(signatures[0]!)).toEqual(['identity']);
    expect(signatures[0]).toMatchObject({ keySha256: createHash('sha256').update(key.der).digest('hex') });
  });

  it('is of a key that was in use', async () => {
    const [before, after] = ['2020-01-01T00:00:00Z', new Date(Date.now() + 3_600_000).toISOString()];
    for (const sign of [logged, bundle]) {
      expect((await report(sign, [accept(key, { validFrom: before })])).verdict).toBe('verified');
      expect(failed((await report(sign, [accept(key, { validFrom: after })])).signatures[0]!)).toEqual(['timestamp']);
    }
    // Nothing proves when it was made.
    expect((await report(unlogged, [accept(key, { validFrom: after })])).verdict).toBe('verified');
  });

  it('names the very repository where the policy wants it', async () => {
    const exact = accept(key, { exactRepository: true });
    expect((await report(unlogged, [exact])).verdict).toBe('verified');
    const elsewhere = legacy((image) => makeKeyLegacy(key, legacyPayload({ ...image, name: 'registry.example/other' })));
    expect((await report(elsewhere, [accept(key)])).verdict).toBe('verified');
    expect(failed((await report(elsewhere, [exact])).signatures[0]!)).toEqual(['docker-reference']);
    expect(failed((await report(bundle, [exact])).signatures[0]!)).toEqual(['docker-reference']);
  });

  it.each([
    ['no PEM', 'hello'],
    ['a private key', generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string],
    ['two keys', `${key.pem}${key.pem}`],
    ['a point that is on no curve', key.pem.replace(/.{12}\n-----END/, 'AAAAAAAAAAAA\n-----END')],
  ])('accepts nobody where the policy holds %s', async (_, pem) => {
    const { verdict, signatures } = await report(unlogged, [{ ...accept(key), pem }]);
    expect(verdict).toBe('invalid');
    expect(failed(signatures[0]!)).toEqual(['identity']);
  });

  it('attests, too', async () => {
    const attest = async ({ registry, image }: Setup): Promise<unknown> =>
      pushBundle(registry.push, image, await makeKeyBundle(authority, key, statement(image.digest, 'https://slsa.dev/provenance/v1')));
    expect((await report(attest, [accept(key)])).attestations).toMatchObject([{ verdict: 'verified', identity: 'release.pub' }]);
    expect((await report(attest, [accept(other)])).attestations).toMatchObject([{ verdict: 'unknown' }]);
    expect((await report(attest, [])).attestations).toMatchObject([{ verdict: 'unknown' }]);
  });
});

describe('keys that prove nothing', () => {
  const weak: [Parameters<typeof createKey>[0], SigningHash][] = [['RSA-1024', 'sha256'], ['secp256k1', 'sha256']];
  it.each(weak)('are not used: %s', async (kind, hash) => {
    const signer: KeySigner = createKey(kind);
    const { signatures } = await report(legacy((image) => makeKeyLegacy(signer, legacyPayload(image), hash)), [accept(signer)]);
    expect(failed(signatures[0]!)).toEqual(['identity']);
  });

  it.each(['RSA-2048', 'P-256'] as const)('are those with SHA-1: %s', async (kind) => {
    const signer = createKey(kind);
    expect((await report(legacy((image) => makeKeyLegacy(signer, legacyPayload(image))), [accept(signer)])).verdict).toBe('verified');
    const { signatures } = await report(legacy((image) => makeKeyLegacy(signer, legacyPayload(image), 'sha1')), [accept(signer)]);
    expect(failed(signatures[0]!)).toEqual(['signature']);
  });

  it('are RSA with another padding', async () => {
    const signer = createKey('RSA-2048');
    const pss = (image: ImageToSign): LegacyLayer => {
      const payload = Buffer.from(JSON.stringify(legacyPayload(image)));
      const signature = sign('sha256', payload, { key: signer.privateKey, padding: 6, saltLength: 32 });
      return { payload, annotations: { 'dev.cosignproject.cosign/signature': base64(signature) } };
    };
    expect(failed((await report(legacy(pss), [accept(signer)])).signatures[0]!)).toEqual(['signature']);
  });
});
