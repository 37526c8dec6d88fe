import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDigest } from '../../server/src/core/reference';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { dockerManifest, ociIndex, ociManifest, type StoredDescriptor } from '../support/fake-registry-contents';
import { digestOf } from '../support/fake-registry';
import { pushImage, pushIndex, pushIndexOf, pushTo, startRealRegistry, type RealRegistry } from '../support/real-registry';

const lookup = { consent: action };
let registry: RealRegistry;
let pushed: Awaited<ReturnType<typeof pushIndex>>;

beforeAll(async () => {
  registry = await startRealRegistry();
  pushed = await pushIndex(registry.host, 'team/app', '1');
});
afterAll(async () => registry.close());

describe('against a real registry', () => {
  it('a tag resolves to the digest of the index, by HEAD', async () => {
    const { client, lines } = createTestClient();
    const resolution = await client.resolve(reference(`${registry.host}/team/app:1`), lookup);
    expect(resolution).toMatchObject({ digest: pushed.digest, mediaType: ociIndex, verified: false });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('HEAD ');
  });

  it('the verified digest is the one of the bytes', async () => {
    const { client } = createTestClient();
    const app = reference(`${registry.host}/team/app:1`);
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest: pushed.digest, mediaType: ociIndex, verified: true });
    const manifest = await client.manifest(app, lookup);
    expect(Buffer.from(manifest?.bytes ?? []).equals(pushed.bytes)).toBe(true);
    expect(manifest?.digest).toBe(digestOf(manifest?.bytes ?? ''));
  });

  it('each platform resolves by its digest', async () => {
    const { client } = createTestClient();
    const app = reference(`${registry.host}/team/app:1`);
    expect(pushed.manifests).toHaveLength(4);
    for (const { digest } of pushed.manifests) {
      expect(await client.resolve(withDigest(app, digest), lookup)).toMatchObject({ digest, mediaType: ociManifest });
      expect(await client.resolveVerified(withDigest(app, digest), lookup)).toMatchObject({ digest, verified: true });
    }
  });

  it('a moved tag resolves to where it went', async () => {
    const { client } = createTestClient();
    const moving = reference(`${registry.host}/team/moving`);
    const before = await pushIndex(registry.host, 'team/moving', 'latest', 'before');
    expect(await client.resolve(moving, lookup)).toMatchObject({ digest: before.digest });
    const after = await pushImage(registry.host, 'team/moving', 'latest', 'after');
    expect(await client.resolve(moving, lookup)).toMatchObject({ digest: after.digest, mediaType: ociManifest });
    expect(await client.resolve(withDigest(moving, before.digest), lookup)).toMatchObject({ digest: before.digest });
  });

  it('every tag is listed, and of a repository that nobody pushed to that it is missing', async () => {
    const { client } = createTestClient();
    for (const tag of ['2', '10', 'latest']) await pushImage(registry.host, 'team/tagged', tag, tag);
    const listed = await client.tags(reference(`${registry.host}/team/tagged`), lookup);
    expect(listed !== 'missing' && [...listed.tags].sort()).toEqual(['10', '2', 'latest']);
    expect(listed).toMatchObject({ complete: true });
    expect(await client.tags(reference(`${registry.host}/team/nothing`), lookup)).toBe('missing');
  });

  it("an image in Docker's own format keeps its digest", async () => {
    const push = pushTo(registry.host, 'team/docker');
    const config = Buffer.from('{}');
    await push.blob(config);
    const bytes = Buffer.from(JSON.stringify({
      schemaVersion: 2, mediaType: dockerManifest, layers: [],
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', digest: digestOf(config), size: 2 },
    }));
    await push.manifest(bytes, dockerManifest, '1');
    const { client } = createTestClient();
    for (const resolution of [await client.resolve(reference(`${registry.host}/team/docker:1`), lookup), await client.resolveVerified(reference(`${registry.host}/team/docker:1`), lookup)]) {
      expect(resolution).toMatchObject({ digest: digestOf(bytes), mediaType: dockerManifest });
    }
  });

  it.each(['team/app:2', 'team/nothing:1', `team/app@sha256:${'0'.repeat(64)}`])('%s is missing, confirmed by GET', async name => {
    const { client, lines } = createTestClient();
    expect(await client.resolve(reference(`${registry.host}/${name}`), lookup)).toBe('missing');
    expect(lines.map(line => line.split(' ', 1)[0])).toEqual(['HEAD', 'GET']);
    expect(await client.manifest(reference(`${registry.host}/${name}`), lookup)).toBeUndefined();
  });

  it('blobs come as they were pushed', async () => {
    const { client } = createTestClient();
    const app = reference(`${registry.host}/team/app`);
    const image = await client.manifest(withDigest(app, pushed.manifests[0]?.digest), lookup);
    const { layers: [layer] } = JSON.parse(Buffer.from(image?.bytes ?? []).toString()) as { layers: [StoredDescriptor] };
    const blob = await client.blob(app, { ...layer, annotations: {} }, 1000, lookup);
    expect(Buffer.from(blob).toString()).toBe('layer of 1 linux/amd64');
    expect(await failure(client.blob(app, { ...layer, digest: digestOf('nothing'), annotations: {} }, 1000, lookup))).toMatchObject({ code: 'bad-answer', status: 404 });
  });

  it('referrers are found under the tag, since it has no API for them', async () => {
    const { client } = createTestClient();
    const app = reference(`${registry.host}/team/app:1`);
    expect(await client.referrers(app, pushed.digest, lookup)).toEqual([]);
    const [first] = pushed.manifests;
    const referrer = { mediaType: ociManifest, digest: first?.digest ?? '', size: first?.size ?? 0, artifactType: 'application/example' };
    await pushIndexOf(registry.host, 'team/app', pushed.digest.replace(':', '-'), [referrer]);
    expect(await client.referrers(app, pushed.digest, lookup)).toEqual([{ ...referrer, annotations: Object.create(null) as object }]);
  });

  it('sixty-four look-ups at once are one request each, eight at a time', async () => {
    const { client, lines } = createTestClient();
    const tags = Array.from({ length: 64 }, (_, index) => `many${index}`);
    for (const tag of tags) await pushTo(registry.host, 'team/app').manifest(pushed.bytes, ociIndex, tag);
    const found = await Promise.all([...tags, ...tags].map(tag => client.resolve(reference(`${registry.host}/team/app:${tag}`), lookup)));
    expect(found.every(each => each !== 'missing' && each.digest === pushed.digest)).toBe(true);
    expect(lines).toHaveLength(64);
  });

  it('nothing is asked of it unbidden', async () => {
    const { client, lines } = createTestClient();
    const app = reference(`${registry.host}/team/app:1`);
    expect(await failure(client.resolve(app, { consent: background() }))).toMatchObject({ code: 'host-not-allowed', host: registry.host });
    expect(lines).toEqual([]);
    expect(await client.resolve(app, { consent: background(registry.host) })).toMatchObject({ digest: pushed.digest });
  });
});

describe('without the program', () => {
  it('says so in one sentence', async () => {
    await expect(startRealRegistry('docker-registry-that-is-not-there')).rejects.toThrow(/^docker-registry-that-is-not-there is not installed: apt-get install docker-registry$/);
  });
});
