/** More than anybody needs, and more than one: attacks 35 and 38. Each starts from a signature that is accepted. */
import { beforeAll, describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { createTestClient } from '../../support/fake-registry-client';
import { ociIndex } from '../../support/fake-registry-contents';
import { describeManifest, pushIndex, pushJson, pushReferrer, pushStatement } from '../../support/image-layouts';
import { MemoryRegistry, sha256 } from '../../support/memory-registry';
import { imageInMemory, legacyManifest, mediaTypes, type ImageToSign } from '../../support/sign-image';
import { createOneSigner, goodReason, hardened, reasonOf, type OneSigner } from '../../support/one-signer';
import { failed } from '../../support/verification';
import { answer, fake } from '../../oci/fakes';

let world: OneSigner;
beforeAll(async () => {
  world = await createOneSigner();
});

/** An image with one bundle that is accepted. */
async function accepted(): Promise<{ registry: MemoryRegistry; image: ImageToSign; referrer: ImageToSign }> {
  const { registry, image } = await imageInMemory();
  const referrer = await world.signInBundle(registry.push, image);
  expect((await world.ask(registry)).verdict).toBe('verified');
  registry.asked.length = 0;
  return { registry, image, referrer };
}

const listed = (each: ImageToSign) => ({ ...describeManifest(each), artifactType: mediaTypes.bundle, annotations: {} });

describe('attack 35: more than anybody needs', () => {
  it('a million referrers are listed', async () => {
    const { registry, image, referrer } = await accepted();
    const stranger = { ...listed(referrer), digest: sha256('nothing') };
    registry.listed.set(image.digest, [...Array<typeof stranger>(1_000_000).fill(stranger), listed(referrer)]);
    const result = await world.ask(registry);
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [] });
    expect(reasonOf(result)).toContain('more than 50 referrers are listed');
    expect(registry.asked.length).toBeLessThan(120);
  });

  it('referrers are read up to a limit', async () => {
    const { registry, image, referrer } = await accepted();
    const strangers = Array.from({ length: 500 }, (_, index) => ({ ...listed(referrer), digest: sha256(String(index)) }));
    registry.listed.set(image.digest, strangers);
    expect((await world.ask(registry)).verdict).toBe('unknown');
    expect(registry.asked.filter((each) => each.startsWith('manifest sha256:'))).toHaveLength(50);
  });

  it('a good one among the first is enough', async () => {
    const { registry, image, referrer } = await accepted();
    registry.listed.set(image.digest, Array(1_000_000).fill(listed(referrer)));
    expect((await world.ask(registry)).verdict).toBe('verified');
  });

  it('each referrer has as many signatures as fit', async () => {
    const { registry, image } = await accepted();
    const layer = { bytes: Buffer.from('{}'), mediaType: mediaTypes.bundle };
    for (let index = 0; index < 5; index += 1) {
      await pushReferrer(registry.push, { subject: describeManifest(image), artifactType: mediaTypes.bundle, annotations: { index: String(index) }, layers: Array<typeof layer>(50).fill(layer) });
    }
    registry.listed.set(image.digest, [...registry.manifests.values()].filter(({ digest }) => digest !== image.digest).slice(1).map(({ digest, mediaType, bytes }) => ({ digest, mediaType, size: bytes.length, annotations: {} })));
    const result = await world.ask(registry);
    expect(result.verdict).toBe('unknown');
    expect(result.signatures).toHaveLength(64);
    expect(reasonOf(result)).toContain('more than 64 signatures are attached');
  });

  it('the attestations of a platform have no end', async () => {
    const registry = new MemoryRegistry();
    const { amd64 } = await pushIndex(registry.push);
    const attestation = await pushStatement(registry.push, amd64);
    await world.signInReferrer(registry.push, attestation);
    expect((await world.ask(registry, { signers: [hardened] })).verdict).toBe('verified');
    const stranger = { ...describeManifest(attestation), artifactType: 'application/vnd.in-toto+json', annotations: {}, digest: sha256('nothing') };
    registry.listed.set(amd64.digest, Array(100_000).fill(stranger));
    registry.asked.length = 0;
    expect((await world.ask(registry, { signers: [hardened] })).verdict).toBe('unknown');
    expect(registry.asked.length).toBeLessThan(60);
  });

  it('together the blobs are larger than is read', async () => {
    const { registry, image, referrer } = await accepted();
    const sizes = [30, 31, 29, 28, 27].map((mebibytes) => mebibytes * 1024 * 1024);
    for (const size of sizes) {
      const layer = { mediaType: mediaTypes.bundle, digest: sha256(String(size)), size };
      const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, artifactType: mediaTypes.bundle, config: {}, layers: [layer], subject: describeManifest(image) };
      await registry.push.blob(Buffer.from(String(size)));
      await pushJson(registry.push, manifest);
    }
    const result = await world.ask(registry);
    expect(result.verdict).toBe('verified');
    expect(registry.asked.filter((each) => each.startsWith('blob'))).toHaveLength(5);
    registry.manifests.delete(referrer.digest);
    const without = await world.ask(registry);
    expect(without.verdict).toBe('unknown');
    expect(reasonOf(without)).toContain('more is attached to the image than is read');
  });

  it.each([['nothing', 0], ['a lie', 7], ['more than is ever read', 2 ** 40]])('a layer has a size of %s', async (_, size) => {
    const { registry, image, referrer } = await accepted();
    const text = Buffer.from(registry.manifests.get(referrer.digest)?.bytes ?? []).toString();
    const manifest = JSON.parse(text) as { layers: { size: number }[] };
    manifest.layers[0]!.size = size;
    registry.manifests.delete(referrer.digest);
    await registry.push.manifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest);
    const result = await world.ask(registry);
    expect(result).toMatchObject({ verdict: 'invalid', digest: image.digest });
    expect(failed(result.signatures[0]!)).toEqual([size > 7 ? 'format' : 'payload-digest']);
  });

  it.each([
    ['compressed', gzipSync(Buffer.alloc(1024 * 1024))],
    ['deep', Buffer.from('[{"a":'.repeat(20_000))],
  ])('a bundle is %s', async (_, bytes) => {
    const { registry, image, referrer } = await accepted();
    registry.manifests.delete(referrer.digest);
    await pushReferrer(registry.push, { subject: describeManifest(image), artifactType: mediaTypes.bundle, layers: [{ bytes, mediaType: mediaTypes.bundle }] });
    const result = await world.ask(registry);
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['format']);
  });

  it('a manifest is larger than any, or deeper', async () => {
    const { registry, image } = await accepted();
    for (const filler of ['x'.repeat(5 * 1024 * 1024), '']) {
      const deep = filler === '' ? `${'['.repeat(100)}${']'.repeat(100)}` : `"${filler}"`;
      const text = `{"schemaVersion":2,"mediaType":"${mediaTypes.manifest}","filler":${deep},${legacyManifest([]).toString().slice('{"schemaVersion":2,'.length)}`.replace(`"mediaType":"${mediaTypes.manifest}","filler"`, '"filler"');
      await registry.push.manifest(Buffer.from(text), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sig`);
      const result = await world.ask(registry);
      expect(result.signatures.map(({ format, verdict }) => [format, verdict])).toEqual([['cosign-legacy', 'invalid'], ['sigstore-bundle', 'verified']]);
      expect(failed(result.signatures[0]!)).toEqual(['format']);
    }
  });

  it('an index lists more than any does', async () => {
    const registry = new MemoryRegistry();
    const { index, amd64 } = await pushIndex(registry.push);
    await world.signInTag(registry.push, index);
    expect((await world.ask(registry)).verdict).toBe('verified');
    const entry = { ...describeManifest(amd64), platform: { os: 'linux', architecture: 'amd64' } };
    const huge = await pushJson(registry.push, { schemaVersion: 2, mediaType: mediaTypes.index, manifests: Array(5000).fill(entry) }, 'latest');
    registry.asked.length = 0;
    expect(await world.ask(registry)).toMatchObject({ verdict: 'unsigned', digest: huge.digest });
    expect(registry.asked).toHaveLength(3);
  });

  it('pages of referrers have no end', async () => {
    const registry = await fake();
    const image = { name: 'app', ...registry.putImage('app', 'x', 'latest') };
    await world.signInBundle(registry.push('app'), image);
    const ask = (): ReturnType<OneSigner['ask']> => world.ask(createTestClient().client, { reference: `${registry.host}/app:latest` });
    expect((await ask()).verdict).toBe('verified');
    let page = 0;
    registry.script(/referrers/, (_, response) => response.writeHead(200, { 'content-type': ociIndex, link: `<?last=${(page += 1)}>; rel="next"` }).end(JSON.stringify({ schemaVersion: 2, manifests: [] })));
    expect((await ask()).verdict).toBe('unknown');
    expect(page).toBe(10);
  });

  it('a manifest or a list is a hundred megabytes', async () => {
    const registry = await fake();
    const image = { name: 'app', ...registry.putImage('app', 'x', 'latest') };
    await world.signInTag(registry.push('app'), image);
    const ask = (): ReturnType<OneSigner['ask']> => world.ask(createTestClient().client, { reference: `${registry.host}/app:latest` });
    expect((await ask()).verdict).toBe('verified');
    for (const what of [/manifests\/sha256-.*\.sig$/, /manifests\/latest$/]) {
      registry.script(what, answer(200, { 'content-type': mediaTypes.manifest, 'content-length': String(100 * 1024 * 1024) }, '{'));
      expect((await ask()).verdict).toBe('unknown');
    }
  });
});

describe('attack 38: a good signature and a bad one', () => {
  it('are both reported, whichever comes first, and the bad one is said', async () => {
    for (const badFirst of [true, false]) {
      const { registry, image } = await accepted();
      const good = await world.legacy(image);
      const bad = await world.legacy({ ...image, digest: sha256('other') });
      await registry.push.blob(good.payload);
      await registry.push.blob(bad.payload);
      await registry.push.manifest(legacyManifest(badFirst ? [bad, good] : [good, bad]), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sig`);
      const result = await world.ask(registry);
      expect(result.verdict).toBe('verified');
      expect(result.signatures.map(({ verdict }) => verdict)).toEqual(badFirst ? ['invalid', 'verified', 'verified'] : ['verified', 'invalid', 'verified']);
      expect(reasonOf(result)).toBe(`${goodReason} Signatures that are not valid beside it: 1.`);
    }
  });

  it('are judged by the policy: another signer beside a broken one is what is told', async () => {
    const { registry, image } = await accepted();
    const others = [{ ...hardened, identity: 'https://github.com/somebody/else' }];
    const byAnother = /^Signed by https:\/\/github\.com\/acme\/app.*, who is not among the accepted signers\.$/;
    await world.signInTag(registry.push, { ...image, digest: image.digest });
    // Twice by the same signer, which is said once: nothing in either is broken.
    const twice = await world.ask(registry, { signers: others });
    expect(twice.signatures.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid']);
    expect(reasonOf(twice)).toMatch(byAnother);
    const broken = await pushReferrer(registry.push, { subject: describeManifest(image), artifactType: mediaTypes.bundle, layers: [{ bytes: Buffer.from('{}'), mediaType: mediaTypes.bundle }] });
    expect(broken.digest).not.toBe(image.digest);
    const result = await world.ask(registry, { signers: others });
    expect(result.verdict).toBe('invalid');
    expect(reasonOf(result)).toMatch(/^Signed by https:\/\/github\.com\/acme\/app.*, who is not among the accepted signers\. Signatures that are not valid beside it: 1\.$/);
  });

  it('are in one place or the other', async () => {
    const { registry, image } = await accepted();
    const bad = await world.legacy({ ...image, digest: sha256('other') });
    await registry.push.blob(bad.payload);
    await registry.push.manifest(legacyManifest([bad]), mediaTypes.manifest, `${image.digest.replace(':', '-')}.sig`);
    const { verdict, signatures } = await world.ask(registry);
    expect([verdict, ...signatures.map((each) => each.verdict)]).toEqual(['verified', 'invalid', 'verified']);
  });
});
