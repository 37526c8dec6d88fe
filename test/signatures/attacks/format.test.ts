import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBench, tryAttestation, tryBundle, tryLegacy, type Bench } from '../../support/attack';
import { imageInMemory, legacyManifest, legacyPayload, makeLegacy, mediaTypes, pushLegacy, statement, type BundleJson } from '../../support/sign-image';
import { base64, signEnvelope } from '../../support/sigstore';
import { failed, verify } from '../../support/verification';

let bench: Bench;

beforeAll(async () => {
  bench = await createBench();
});

beforeEach(async () => {
  for (const attempt of [tryLegacy, tryBundle, tryAttestation]) expect((await attempt(bench)).verdict).toBe('verified');
});

describe('envelopes', () => {
  it.each(['text/plain', 'application/vnd.in-toto+json; charset=utf-8', 'application/vnd.in-toto+JSON', ''])('attack 32: the payload type is %s', async (payloadType) => {
    const attestation = await tryAttestation(bench, { payloadType });
    expect(attestation).toMatchObject({ verdict: 'invalid', predicateType: '' });
    expect(failed(attestation)).toEqual(['payload-type']);
    const bend = ({ dsseEnvelope }: BundleJson): void => {
      const payload = Buffer.from(dsseEnvelope!.payload, 'base64');
      Object.assign(dsseEnvelope!, { payloadType, signatures: [{ sig: base64(signEnvelope(bench.signer, payloadType, payload)), keyid: '' }] });
    };
    expect(failed(await tryBundle(bench, { bend }))).toContain('payload-type');
  });

  const signatures = (bend: (signatures: object[]) => object[]) => (text: string): string => {
    const envelope = JSON.parse(text) as { signatures: object[] };
    return JSON.stringify({ ...envelope, signatures: bend(envelope.signatures) });
  };
  const spellings: [string, (text: string) => string][] = [
    ['no signature', signatures(() => [])],
    ['two signatures', signatures(([one]) => [one!, one!])],
    ['a null signature', signatures(() => [null as never])],
    ['a key twice', (text) => text.replace('{', '{"payloadType":"text/plain",')],
    ['a key twice in the signature', (text) => text.replace('"keyid":""', '"keyid":"","sig":"AAAA"')],
    ['trailing data', (text) => `${text}{}`],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['the other alphabet', (text) => text.replace(/"payload":"[^"]*"/, '"payload":"-_-_"')],
    ['white space in the payload', (text) => text.replace('"payload":"', '"payload":" ')],
    ['no padding', (text) => text.replace(/=+"/, '"').replace(/"payload":"([^"]*)"/, (_, payload: string) => `"payload":"${payload}A"`)],
    ['no payload', (text) => text.replace(/"payload":"[^"]*",/, '')],
    ['deep nesting', (text) => text.replace('{', `{"x":${'['.repeat(100)}${']'.repeat(100)},`)],
  ];
  it.each(spellings)('attack 32: an envelope with %s', async (_, spell) => {
    for (const kind of ['dsse', 'intoto'] as const) {
      const report = await tryAttestation(bench, { spell, kind });
      expect(report.verdict).toBe('invalid');
      expect(failed(report)).toEqual(['format']);
    }
  });

  const bundles: [string, (text: string) => string][] = [
    ['a key twice', (text) => text.replace('{', '{"mediaType":"x",')],
    ['a key twice, spelt in two ways', (text) => text.replace('{', '{"\\u006dediaType":"x",')],
    ['trailing data', (text) => `${text} {}`],
    ['a byte order mark', (text) => `\ufeff${text}`],
    ['no signature', (text) => text.replace(/"signatures":\[.*?\]/, '"signatures":[]')],
    ['two signatures', (text) => text.replace(/"signatures":\[(.*?)\]/, '"signatures":[$1,$1]')],
  ];
  it.each(bundles)('attack 32: a bundle with %s', async (_, spell) => {
    const report = await tryBundle(bench, { spell });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['format']);
  });

  it.each(['{"_type":"x",', '{"predicateType":"x",', '{"subject":[],'])('attack 32: a statement with a key twice: %s', async (key) => {
    const content = ({ digest }: { digest: string }): string => JSON.stringify(statement(digest)).replace('{', key);
    expect(failed(await tryBundle(bench, { content }))).toEqual(['payload-type']);
    expect(failed(await tryAttestation(bench, { content }))).toEqual(['payload-type']);
  });
});

describe('bundles', () => {
  it('attack 33: an unknown type, and an unknown version', async () => {
    for (const mediaType of ['application/json', 'application/vnd.dev.sigstore.bundle', 'application/vnd.dev.sigstore.bundle.v0.3+json; x']) {
      const report = await tryBundle(bench, { bend: (made) => (made.mediaType = mediaType) });
      expect(report.verdict).toBe('invalid');
      expect(failed(report)).toEqual(['format']);
    }
    expect((await tryBundle(bench, { bend: (made) => (made.mediaType = 'application/vnd.dev.sigstore.bundle.v9.9+json') })).verdict).toBe('unknown');
  });

  const places: [string, (made: BundleJson) => object][] = [
    ['the bundle', (made) => made],
    ['what it is verified with', ({ verificationMaterial }) => verificationMaterial],
    ['an entry of the log', ({ verificationMaterial }) => verificationMaterial.tlogEntries[0]!],
    ['the envelope', ({ dsseEnvelope }) => dsseEnvelope!],
    ['a signature of the envelope', ({ dsseEnvelope }) => dsseEnvelope!.signatures[0]!],
  ];
  it.each(places)('attack 33: a key that nobody knows in %s', async (_, placeOf) => {
    for (const value of ['x', {}, null]) {
      const report = await tryBundle(bench, { bend: (made) => Object.assign(placeOf(made), { surprise: value }) });
      expect(report.verdict).toBe('invalid');
      expect(failed(report)).toEqual(['format']);
    }
  });

  const materials: [string, (material: Record<string, unknown>) => unknown][] = [
    ['a chain in version 0.3', (material) => {
      material['x509CertificateChain'] = { certificates: [material['certificate']] };
      delete material['certificate'];
    }],
    ['an empty chain', (material) => {
      material['x509CertificateChain'] = { certificates: [] };
      delete material['certificate'];
    }],
    ['certificate and key', (material) => (material['publicKey'] = { hint: 'x' })],
    ['certificate and chain', (material) => (material['x509CertificateChain'] = { certificates: [material['certificate']] })],
    ['neither', (material) => delete material['certificate']],
  ];
  it.each(materials)('attack 33: %s', async (_, bend) => {
    const report = await tryBundle(bench, { bend: ({ verificationMaterial }) => bend(verificationMaterial) });
    expect(report.verdict).toBe('invalid');
    expect(failed(report)).toEqual(['format']);
  });
});

describe('attachments', () => {
  it('attack 34: a layer of another type with the annotations of a signature', async () => {
    for (const mimeType of ['text/plain', 'application/vnd.dev.cosign.simplesigning.v1+json; x']) {
      const { registry, image } = await imageInMemory();
      const layer = await makeLegacy(bench.authority, bench.signer, legacyPayload(image));
      await pushLegacy(registry.push, image, layer);
      expect((await verify({ registry, trustedRoot: bench.trustedRoot })).verdict).toBe('verified');
      await registry.push.manifest(legacyManifest([{ ...layer, mimeType }]), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sig`);
      expect(await verify({ registry, trustedRoot: bench.trustedRoot })).toMatchObject({ verdict: 'unsigned', signatures: [] });
    }
  });

  it('attack 34: a referrer that is of another kind', async () => {
    const { registry, image } = await imageInMemory();
    const layer = await makeLegacy(bench.authority, bench.signer, legacyPayload(image));
    await registry.push.blob(layer.payload);
    const push = async (artifactType: string): Promise<void> => {
      const manifest = { ...(JSON.parse(legacyManifest([layer]).toString()) as object), artifactType, subject: { digest: image.digest } };
      registry.manifests.clear();
      registry.listed.clear();
      const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.manifest, layers: [], annotations: { name: image.name } }));
      await registry.push.manifest(bytes, mediaTypes.manifest, 'latest');
      await registry.push.manifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest);
    };
    await push('application/vnd.dev.cosign.artifact.sig.v1+json');
    expect((await verify({ registry, trustedRoot: bench.trustedRoot })).verdict).toBe('verified');
    for (const artifactType of ['application/spdx+json', 'application/vnd.cncf.notary.signature.evil', 'application/vnd.dev.cosign.artifact.sbom.v1+json', mediaTypes.bundle]) {
      await push(artifactType);
      expect(await verify({ registry, trustedRoot: bench.trustedRoot })).toMatchObject({ verdict: 'unsigned', signatures: [] });
    }
  });
});
