import { beforeAll, describe, expect, it } from 'vitest';
import type { AcceptedKeyless, SignatureLayout } from '../../server/src/core/accepted-signer';
import { render } from '../../server/src/core/message';
import type { VerificationReport } from '../../server/src/core/verification';
import { MemoryRegistry, sha256 } from '../support/memory-registry';
import {
  describeManifest, dockerAttestation, inToto, notation, provenance, pushBundleReferrer, pushIndex, pushLegacyReferrer, pushReferrer, pushStatement, spdx,
} from '../support/image-layouts';
import {
  imageInMemory, legacyManifest, legacyPayload, makeBundle, makeLegacy, mediaTypes, pushBundle, pushLegacy, statement, testIdentity, testIssuer, type ImageToSign, type LegacyLayer,
} from '../support/sign-image';
import { builder, builderIdentity, certifyBuilder } from '../support/docker-builder';
import { createAuthority, type Authority, type Signer } from '../support/sigstore';
import { failed, outcomes, testSigner, verify, type VerifyInput } from '../support/verification';

let authority: Authority;
let signer: Signer;
let dockerSigner: Signer;
let trustedRoot: string;
beforeAll(async () => {
  authority = await createAuthority();
  signer = await authority.certify({ identity: testIdentity, issuer: testIssuer });
  dockerSigner = await certifyBuilder(authority);
  trustedRoot = JSON.stringify(authority.trustedRoot);
});

const legacy = (image: ImageToSign): Promise<LegacyLayer> => makeLegacy(authority, signer, legacyPayload(image));
const bundle = (image: ImageToSign, predicateType?: string): Promise<object> => makeBundle(authority, signer, statement(image.digest, predicateType));
const of = (layout: SignatureLayout): AcceptedKeyless => ({ ...testSigner, layout });
const ask = (registry: MemoryRegistry, input: Omit<VerifyInput, 'registry'> = {}): Promise<VerificationReport> => verify({ registry, trustedRoot, ...input });
const everything = { more: { depth: 'everything' } } as const;
const reasonOf = ({ reason }: VerificationReport): string => render(reason);
const who = `Signed by ${testIdentity} (issuer ${testIssuer}).`;
const whoBuilt = `Signed by ${builderIdentity} (issuer ${testIssuer}).`;

describe('an index', () => {
  it('is signed by its own signature, which says so', async () => {
    const registry = new MemoryRegistry();
    const { index } = await pushIndex(registry.push, { attested: {} });
    await pushLegacy(registry.push, index, await legacy(index));
    const result = await ask(registry);
    expect(result).toMatchObject({ verdict: 'verified', digest: index.digest, signatures: [{ subject: { digest: index.digest, kind: 'index' }, place: 'registry.example/app' }] });
  });

  it('is not signed by the signature of a manifest in it, which is told', async () => {
    const registry = new MemoryRegistry();
    const { index, amd64 } = await pushIndex(registry.push);
    await pushLegacy(registry.push, amd64, await legacy(amd64));
    const result = await ask(registry);
    expect(result).toMatchObject({ verdict: 'unsigned', digest: index.digest, signatures: [{ verdict: 'verified', subject: { digest: amd64.digest, kind: 'platform', platform: 'linux/amd64' } }] });
    expect(reasonOf(result)).toBe(`Not signed as a whole, only what runs on linux/amd64: ${who}`);
  });

  it('is asked for the platform that counts', async () => {
    const registry = new MemoryRegistry();
    const { arm64 } = await pushIndex(registry.push, { attested: {} });
    await pushBundle(registry.push, arm64, await bundle(arm64));
    expect((await ask(registry)).signatures).toEqual([]);
    const result = await ask(registry, { more: { platform: 'linux/arm64/v8' } });
    expect(result).toMatchObject({ verdict: 'unsigned', signatures: [{ subject: { digest: arm64.digest, kind: 'platform', platform: 'linux/arm64' } }] });
    expect((await ask(registry, { more: { platform: 'windows/amd64' } })).verdict).toBe('unsigned');
  });

  it('has manifests that are signed for whoever names them by their digest', async () => {
    const registry = new MemoryRegistry();
    const { amd64, arm64 } = await pushIndex(registry.push);
    await pushLegacy(registry.push, amd64, await legacy(amd64));
    const byDigest = ({ digest }: ImageToSign): Promise<VerificationReport> => ask(registry, { reference: `registry.example/app@${digest}` });
    expect(await byDigest(amd64)).toMatchObject({ verdict: 'verified', signatures: [{ subject: { kind: 'manifest' } }] });
    expect((await byDigest(arm64)).verdict).toBe('unsigned');
  });

  it('is asked for the rest, whatever is found of a platform', async () => {
    const registry = new MemoryRegistry();
    const { index, amd64 } = await pushIndex(registry.push, { platforms: ['linux/amd64', 'linux/arm64'] });
    await pushLegacy(registry.push, amd64, await legacy(amd64));
    await pushBundleReferrer(registry.push, index, await bundle(index), { 'dev.sigstore.bundle.predicateType': provenance });
    expect(await ask(registry)).toMatchObject({ verdict: 'verified', signatures: [{ subject: { kind: 'platform' } }, { subject: { kind: 'index' } }] });
  });

  it('is not called invalid for a bad signature of a manifest in it, which is told', async () => {
    const registry = new MemoryRegistry();
    const { amd64, arm64 } = await pushIndex(registry.push);
    await pushLegacy(registry.push, amd64, await legacy(arm64));
    const result = await ask(registry);
    expect(result).toMatchObject({ verdict: 'unsigned', signatures: [{ verdict: 'invalid' }] });
    expect(reasonOf(result)).toBe('No signature was found. Signatures that are not valid beside it: 1.');
  });
});

describe('Docker\'s GitHub Builder', () => {
  async function built(attested: Parameters<typeof pushIndex>[1] = { attested: {} }): Promise<{ registry: MemoryRegistry; pushed: Awaited<ReturnType<typeof pushIndex>> }> {
    const registry = new MemoryRegistry();
    const pushed = await pushIndex(registry.push, attested);
    const attestation = pushed.attestation as ImageToSign;
    await pushBundleReferrer(registry.push, attestation, await makeBundle(authority, dockerSigner, statement(attestation.digest)));
    return { registry, pushed };
  }

  it('signs the attestation manifest in the index, for the platform', async () => {
    const { registry, pushed } = await built();
    const result = await ask(registry, { signers: [builder] });
    expect(result).toMatchObject({
      verdict: 'verified', digest: pushed.index.digest,
      signatures: [{ verdict: 'verified', subject: { digest: pushed.attestation?.digest, kind: 'attestation-manifest', platform: 'linux/amd64' } }],
    });
    expect(reasonOf(result)).toBe(`${whoBuilt} What is signed is the attestation of linux/amd64.`);
    expect(registry.asked.filter((one) => one.includes('.sig'))).toEqual([]);
    expect(registry.asked).toHaveLength(5);
  });

  it('is found without being named', async () => {
    const { registry } = await built();
    expect((await ask(registry, { signers: [] })).verdict).toBe('signed-unpinned');
    expect(registry.asked).toHaveLength(5);
  });

  it('signs nothing for another platform', async () => {
    const { registry } = await built();
    expect(await ask(registry, { signers: [builder], more: { platform: 'linux/arm64' } })).toMatchObject({ verdict: 'unsigned', signatures: [] });
  });

  it('is found from the manifest of a platform, too, which its attestation refers to', async () => {
    const { registry, pushed: { amd64, attestation } } = await built();
    const result = await ask(registry, { reference: `registry.example/app@${amd64.digest}`, signers: [builder] });
    expect(result).toMatchObject({ verdict: 'verified', signatures: [{ subject: { digest: attestation?.digest, kind: 'attestation-manifest' } }] });
    expect(reasonOf(result)).toBe(`${whoBuilt} What is signed is the attestation of this image.`);
  });

  it('does not speak for the image by other attestations', async () => {
    const registry = new MemoryRegistry();
    const { amd64 } = await pushIndex(registry.push);
    const other = await pushStatement(registry.push, amd64, { predicateType: spdx, artifactType: dockerAttestation });
    await pushBundleReferrer(registry.push, other, await bundle(other));
    expect(await ask(registry, { reference: `registry.example/app@${amd64.digest}`, signers: [builder] })).toMatchObject({ verdict: 'unsigned', signatures: [] });
  });

  it('signs the statements of BuildKit with it', async () => {
    const { registry, pushed: { amd64 } } = await built();
    const { attestations } = await ask(registry, { signers: [builder], ...everything });
    expect(attestations).toMatchObject([{ format: 'buildkit', verdict: 'verified', identity: builderIdentity, predicateType: provenance, statement: { predicateType: provenance } }]);
    expect(attestations[0]?.subject).toEqual({ digest: amd64.digest, kind: 'platform', platform: 'linux/amd64' });
  });
});

describe('Docker Hardened Images', () => {
  const dhi = { 'org.opencontainers.image.title': 'dhi/app' };

  async function hardened(): Promise<{ registry: MemoryRegistry; attestation: ImageToSign; amd64: ImageToSign }> {
    const registry = new MemoryRegistry();
    const { amd64 } = await pushIndex(registry.push, { annotations: dhi });
    const attestation = await pushStatement(registry.push, amd64);
    const bill = await pushStatement(registry.push, amd64, { predicateType: spdx });
    for (const each of [attestation, bill]) await pushLegacyReferrer(registry.push, each, await legacy(each));
    return { registry, attestation, amd64 };
  }

  it('are signed by the attestation that refers to the platform\'s manifest', async () => {
    const { registry, attestation } = await hardened();
    const result = await ask(registry, { signers: [of('docker-hardened')] });
    expect(result).toMatchObject({ verdict: 'verified', signatures: [{ format: 'cosign-legacy', subject: { digest: attestation.digest, kind: 'attestation-manifest', platform: 'linux/amd64' } }] });
    expect(registry.asked).toHaveLength(6);
  });

  it('are found by the title of the index', async () => {
    const { registry } = await hardened();
    expect((await ask(registry, { signers: [] })).verdict).toBe('signed-unpinned');
    expect(registry.asked).toHaveLength(6);
  });

  it('are signed when a list of referrers misnames them', async () => {
    const { registry, amd64, attestation } = await hardened();
    const { digest, mediaType, size } = attestation;
    registry.listed.set(amd64.digest, [{ digest, mediaType, size, artifactType: 'application/vnd.oci.empty.v1+json', annotations: {} }]);
    expect((await ask(registry, { signers: [of('docker-hardened')] })).verdict).toBe('verified');
    registry.listed.set(amd64.digest, [{ digest, mediaType, size, artifactType: inToto, annotations: { 'in-toto.io/predicate-type': spdx } }]);
    expect((await ask(registry, { signers: [of('docker-hardened')] })).verdict).toBe('verified');
  });

  it('have a bill of materials that is signed, and is no signature', async () => {
    const { registry, amd64 } = await hardened();
    const { signatures, attestations } = await ask(registry, { signers: [of('docker-hardened')], ...everything });
    expect(signatures).toHaveLength(1);
    expect(attestations.map(({ predicateType, verdict, format }) => [predicateType, verdict, format])).toEqual([[provenance, 'verified', 'buildkit'], [spdx, 'verified', 'buildkit']]);
    const unsignedOne = await pushStatement(registry.push, amd64, { predicateType: 'https://example.com/vex' });
    const again = await ask(registry, { signers: [of('docker-hardened')], ...everything });
    expect(again.attestations.map(({ verdict }) => verdict)).toEqual(['verified', 'verified', 'unsigned']);
    expect(unsignedOne.digest).not.toBe('');
  });
});

describe('what is attested', () => {
  it('is what BuildKit says, which nobody signed', async () => {
    const registry = new MemoryRegistry();
    const { amd64 } = await pushIndex(registry.push, { attested: {} });
    const { verdict, attestations } = await ask(registry, everything);
    expect(verdict).toBe('unsigned');
    expect(attestations).toMatchObject([{ format: 'buildkit', verdict: 'unsigned', predicateType: provenance, place: 'registry.example/app', statement: { subject: [{ digest: { sha256: amd64.digest.slice(7) } }] } }]);
    expect(outcomes(attestations[0]!)).toEqual({ format: 'ok', 'payload-type': 'ok', 'payload-digest': 'ok', signature: 'skipped' });
  });

  it('is what BuildKit said of old, without a subject', async () => {
    const registry = new MemoryRegistry();
    await pushIndex(registry.push, { attested: { subject: undefined, config: mediaTypes.config } });
    expect((await ask(registry, everything)).attestations).toMatchObject([{ format: 'buildkit', verdict: 'unsigned' }]);
  });

  it('is something else when the statement is about something else, or none', async () => {
    const registry = new MemoryRegistry();
    await pushIndex(registry.push, { attested: { about: sha256('other') } });
    const other = await ask(registry, everything);
    expect(other.attestations).toMatchObject([{ verdict: 'invalid', predicateType: provenance }]);
    expect(failed(other.attestations[0]!)).toEqual(['payload-digest']);
    const second = new MemoryRegistry();
    await pushIndex(second.push, { attested: { layers: [{ bytes: Buffer.from('{"_type":1}'), mediaType: inToto }] } });
    expect(failed((await ask(second, everything)).attestations[0]!)).toEqual(['payload-type']);
  });

  it('is told by its statement, not by its annotation', async () => {
    const registry = new MemoryRegistry();
    const { amd64 } = await pushIndex(registry.push);
    const bytes = Buffer.from(JSON.stringify(statement(amd64.digest, spdx)));
    await pushReferrer(registry.push, { subject: describeManifest(amd64), artifactType: inToto, layers: [{ bytes, mediaType: inToto, annotations: { 'in-toto.io/predicate-type': provenance } }] });
    expect((await ask(registry, everything)).attestations).toMatchObject([{ predicateType: spdx }]);
  });

  it('is a bill of materials that was attached and not signed', async () => {
    const { registry, image } = await imageInMemory();
    const layers = [{ payload: Buffer.from('{}'), annotations: {}, mimeType: 'application/spdx+json' }, { payload: Buffer.from('{}'), annotations: {}, mimeType: 'text/spdx+json' }];
    await registry.push.manifest(legacyManifest(layers), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sbom`);
    const { verdict, attestations } = await ask(registry, everything);
    expect(verdict).toBe('unsigned');
    expect(attestations).toMatchObject([{ format: 'cosign-sbom', verdict: 'unsigned', predicateType: spdx, subject: { kind: 'manifest' } }]);
    expect((await ask(registry)).attestations).toEqual([]);
  });

  it('is in the tag for attestations, each of them, and not asked for where only the verdict counts', async () => {
    const { registry, image } = await imageInMemory();
    const layers = ['one', 'two'].map((text) => ({ payload: Buffer.from(text), annotations: { predicateType: spdx }, mimeType: 'application/vnd.dsse.envelope.v1+json' }));
    for (const { payload } of layers) await registry.push.blob(payload);
    await registry.push.manifest(legacyManifest(layers), mediaTypes.manifest, `${image.digest.replace(':', '-')}.att`);
    const { verdict, attestations } = await ask(registry, everything);
    expect(verdict).toBe('unsigned');
    expect(attestations).toMatchObject([{ format: 'cosign-legacy', subject: { digest: image.digest } }, { format: 'cosign-legacy' }]);
    registry.asked.length = 0;
    expect((await ask(registry)).attestations).toEqual([]);
    expect(registry.asked.filter((one) => /\.(att|sbom)$/.test(one))).toEqual([]);
  });
});

describe('attestations that cannot be looked up', () => {
  it('are told, and change no verdict', async () => {
    const { registry, image } = await imageInMemory();
    const broken = (): MemoryRegistry => {
      const asking = registry.manifest.bind(registry);
      return Object.assign(registry, { manifest: (reference: Parameters<typeof asking>[0]) => (/\.(att|sbom)$/.test(reference.tag ?? '') ? Promise.reject(new Error('no')) : asking(reference)) });
    };
    await pushLegacy(registry.push, image, await legacy(image));
    const { verdict, attestations } = await ask(broken(), everything);
    expect(verdict).toBe('verified');
    expect(attestations).toMatchObject([{ format: 'cosign-legacy', verdict: 'unknown', predicateType: '' }, { format: 'cosign-sbom', verdict: 'unknown' }]);
    registry.tagged.delete(`${image.digest.replace(':', '-')}.sig`);
    expect((await ask(registry, everything)).verdict).toBe('unsigned');
  });

  it('are told one by one', async () => {
    const registry = new MemoryRegistry();
    await pushIndex(registry.push, { attested: {} });
    registry.fail('blob', new Error('no'));
    expect(await ask(registry, everything)).toMatchObject({ verdict: 'unsigned', attestations: [{ format: 'buildkit', verdict: 'unknown' }] });
  });
});

describe('attestations in bundles', () => {
  const hint = { 'dev.sigstore.bundle.predicateType': provenance };
  const blobsAsked = ({ asked }: MemoryRegistry): number => asked.filter((one) => one.startsWith('blob')).length;

  it('wait while a signature decides', async () => {
    const { registry, image } = await imageInMemory();
    await pushBundleReferrer(registry.push, image, await bundle(image));
    await pushBundleReferrer(registry.push, image, await bundle(image, provenance), hint);
    expect(await ask(registry)).toMatchObject({ verdict: 'verified', attestations: [] });
    expect(registry.asked.filter((one) => one.startsWith('manifest sha256:'))).toHaveLength(1);
    expect(blobsAsked(registry)).toBe(1);
    expect((await ask(registry, everything)).attestations).toMatchObject([{ predicateType: provenance, verdict: 'verified' }]);
  });

  it('wait also when only their manifest says what they are', async () => {
    const { registry, image } = await imageInMemory();
    const pushed = [await pushBundleReferrer(registry.push, image, await bundle(image)), await pushBundleReferrer(registry.push, image, await bundle(image, provenance), hint)];
    registry.listed.set(image.digest, pushed.map(({ digest, mediaType, size }) => ({ digest, mediaType, size, annotations: {} })));
    expect(await ask(registry)).toMatchObject({ verdict: 'verified', attestations: [] });
    expect(blobsAsked(registry)).toBe(1);
  });

  it('are read when nothing else decides, for the hint may lie', async () => {
    const { registry, image } = await imageInMemory();
    await pushBundleReferrer(registry.push, image, await bundle(image), hint);
    expect((await ask(registry)).verdict).toBe('verified');
    const second = await imageInMemory();
    await pushBundleReferrer(second.registry.push, second.image, await bundle(second.image, provenance), { 'dev.sigstore.bundle.predicateType': 'https://sigstore.dev/cosign/sign/v1' });
    expect(await ask(second.registry)).toMatchObject({ verdict: 'unsigned', attestations: [{ predicateType: provenance }] });
  });

  it('are fetched once where the same is attached twice', async () => {
    const { registry, image } = await imageInMemory();
    const same = await bundle(image);
    await pushBundleReferrer(registry.push, image, same);
    await pushBundleReferrer(registry.push, image, same, { again: 'yes' });
    expect((await ask(registry)).signatures).toHaveLength(2);
    expect(blobsAsked(registry)).toBe(1);
  });
});

describe('signatures of the Notary Project', () => {
  it.each([['application/jose+json', 'notation-jws'], ['application/cose', 'notation-cose']])('in %s are found, whichever way they are laid out', async (mediaType, format) => {
    const { registry, image } = await imageInMemory();
    const layers = [{ bytes: Buffer.from(mediaType), mediaType }];
    await pushReferrer(registry.push, { subject: describeManifest(image), artifactType: notation, layers });
    await pushReferrer(registry.push, { subject: describeManifest(image), config: notation, layers });
    const { signatures, verdict } = await ask(registry);
    expect(signatures.map((each) => each.format)).toEqual([format, format]);
    expect(verdict).not.toBe('unsigned');
  });
});
