/** What is signed must be what is asked for: attacks 2, 7, 8, 9 and 13. Each starts from a signature that is accepted. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestClient } from '../../support/fake-registry-client';
import { startFakeRegistry } from '../../support/fake-registry';
import { describeManifest, pushFallbackTag, pushIndex, pushReferrer, pushStatement, type PushedIndex } from '../../support/image-layouts';
import { MemoryRegistry, sha256 } from '../../support/memory-registry';
import { imageInMemory, mediaTypes, type ImageToSign } from '../../support/sign-image';
import { builder } from '../../support/docker-builder';
import { createOneSigner, hardened, type OneSigner } from '../../support/one-signer';
import { failed } from '../../support/verification';

let world: OneSigner;
beforeAll(async () => {
  world = await createOneSigner();
});

const signatureTag = ({ digest }: ImageToSign): string => `${digest.replace(':', '-')}.sig`;

describe('attack 2: a good signature in the tag of another image', () => {
  it('is for another image', async () => {
    const { registry, image } = await imageInMemory();
    await world.signInTag(registry.push, image);
    expect((await world.ask(registry)).verdict).toBe('verified');
    const other = await pushReferrer(registry.push, { layers: [] });
    registry.tagged.set(signatureTag(other), registry.tagged.get(signatureTag(image)) as string);
    const result = await world.ask(registry, { reference: `registry.example/app@${other.digest}` });
    expect(result).toMatchObject({ verdict: 'invalid', digest: other.digest });
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
  });
});

describe('attack 7: a referrer that is listed', () => {
  it.each([['refers to another image', { mediaType: mediaTypes.manifest, digest: sha256('other'), size: 1 }], ['refers to none', undefined]])('and %s', async (_, subject) => {
    const { registry, image } = await imageInMemory();
    await world.signInBundle(registry.push, image);
    expect((await world.ask(registry)).verdict).toBe('verified');
    const layer = { bytes: Buffer.from(JSON.stringify(await world.bundle(image))), mediaType: mediaTypes.bundle };
    const stray = await pushReferrer(registry.push, { artifactType: mediaTypes.bundle, layers: [layer], ...(subject ? { subject } : {}) });
    registry.listed.set(image.digest, [{ ...describeManifest(stray), artifactType: mediaTypes.bundle, annotations: {} }]);
    const result = await world.ask(registry);
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['subject']);
  });
});

describe('attack 8: a fallback tag that lists the referrers of others', () => {
  it('is believed in nothing', async () => {
    const registry = await startFakeRegistry({ referrersApi: false });
    const push = registry.push('app');
    const image = registry.putImage('app', 'x', 'latest') as unknown as ImageToSign;
    const other = registry.putImage('app', 'y') as unknown as ImageToSign;
    const own = await world.signInBundle(push, image);
    await pushFallbackTag(push, image, [own]);
    const ask = (): ReturnType<OneSigner['ask']> => world.ask(createTestClient().client, { reference: `${registry.host}/app:latest` });
    expect((await ask()).verdict).toBe('verified');

    await pushFallbackTag(push, image, [await world.signInBundle(push, other)]);
    const foreign = await ask();
    expect(foreign.verdict).toBe('invalid');
    expect(failed(foreign.signatures[0]!)).toEqual(['subject', 'payload-digest']);

    const elsewhere = await world.signInBundle(registry.push('elsewhere'), other);
    await pushFallbackTag(push, image, [elsewhere]);
    expect(await ask()).toMatchObject({ verdict: 'unsigned', signatures: [] });
    await registry.close();
  });
});

describe('attack 9: a signature of another part of the index', () => {
  let registry: MemoryRegistry;
  let pushed: PushedIndex;
  beforeEach(async () => {
    registry = new MemoryRegistry();
    pushed = await pushIndex(registry.push);
    await world.signInTag(registry.push, pushed.amd64);
    expect((await byDigest(pushed.amd64)).verdict).toBe('verified');
  });
  const byDigest = ({ digest }: ImageToSign): ReturnType<OneSigner['ask']> => world.ask(registry, { reference: `registry.example/app@${digest}` });

  it('of one platform, is shown for another', async () => {
    registry.tagged.set(signatureTag(pushed.arm64), registry.tagged.get(signatureTag(pushed.amd64)) as string);
    const result = await byDigest(pushed.arm64);
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
  });

  it('of one platform, is no signature of the index', async () => {
    expect(await byDigest(pushed.index)).toMatchObject({ verdict: 'unsigned', signatures: [{ verdict: 'verified', subject: { kind: 'platform', digest: pushed.amd64.digest } }] });
  });

  it('of the index, is none of a manifest that it does not list', async () => {
    await world.signInTag(registry.push, pushed.index);
    expect((await byDigest(pushed.index)).verdict).toBe('verified');
    const stranger = await pushReferrer(registry.push, { layers: [], annotations: { of: 'somebody else' } });
    expect(await byDigest(stranger)).toMatchObject({ verdict: 'unsigned', digest: stranger.digest, signatures: [] });
  });
});

describe('attack 13: an attestation one hop away', () => {
  const amd64 = { more: { platform: 'linux/amd64' } };

  async function built(attested: NonNullable<Parameters<typeof pushIndex>[1]>['attested']): Promise<{ registry: MemoryRegistry; pushed: PushedIndex }> {
    const registry = new MemoryRegistry();
    const pushed = await pushIndex(registry.push, { attested: attested ?? {} });
    await world.signByBuilder(registry.push, pushed.attestation as ImageToSign);
    return { registry, pushed };
  }

  it('in the index is about another platform', async () => {
    const { registry, pushed } = await built({});
    expect((await world.ask(registry, { signers: [builder], ...amd64 })).verdict).toBe('verified');
    expect(await world.ask(registry, { signers: [builder], more: { platform: 'linux/arm64' } })).toMatchObject({ verdict: 'unsigned', signatures: [] });
    const swapped = await built({ subject: describeManifest(pushed.arm64) });
    const result = await world.ask(swapped.registry, { signers: [builder], ...amd64 });
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['subject']);
  });

  const subjects: [string, (image: ImageToSign) => object | undefined][] = [
    ['of another size', (image) => ({ ...describeManifest(image), size: image.size + 1 })],
    ['of no size', ({ mediaType, digest }) => ({ mediaType, digest })],
    ['of another type', (image) => ({ ...describeManifest(image), mediaType: mediaTypes.index })],
    ['of another digest', (image) => ({ ...describeManifest(image), digest: sha256('other') })],
    ['that is missing', () => undefined],
  ];
  it.each(subjects)('refers to a manifest %s', async (_, bend) => {
    const registry = new MemoryRegistry();
    const { amd64: image } = await pushIndex(registry.push);
    const good = await pushStatement(registry.push, image);
    await world.signInReferrer(registry.push, good);
    expect((await world.ask(registry, { signers: [hardened] })).verdict).toBe('verified');

    const bad = await pushStatement(registry.push, image, { subject: bend(image) });
    await world.signInReferrer(registry.push, bad);
    registry.listed.set(image.digest, [{ ...describeManifest(bad), artifactType: 'application/vnd.in-toto+json', annotations: {} }]);
    const result = await world.ask(registry, { signers: [hardened] });
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['subject']);
    expect(result.signatures[0]?.subject).toMatchObject({ digest: bad.digest, kind: 'attestation-manifest' });
  });

  it('has the signature of another attestation', async () => {
    const registry = new MemoryRegistry();
    const { amd64: image } = await pushIndex(registry.push);
    const attestation = await pushStatement(registry.push, image);
    const other = await pushStatement(registry.push, image, { predicateType: 'https://slsa.dev/provenance/v0.2' });
    const signature = await world.signInReferrer(registry.push, other);
    expect((await world.ask(registry, { signers: [hardened] })).verdict).toBe('verified');
    registry.listed.set(other.digest, []);
    registry.listed.set(attestation.digest, [{ ...describeManifest(signature), artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json', annotations: {} }]);
    const result = await world.ask(registry, { signers: [hardened] });
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['subject', 'payload-digest']);
  });
});
