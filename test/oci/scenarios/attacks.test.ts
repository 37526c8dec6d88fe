import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../../server/src/core/policy';
import { parseReference, withDigest, withTag } from '../../../server/src/core/reference';
import { createAnswers } from '../../../server/src/facts/answers';
import { createResolutions } from '../../../server/src/facts/resolutions';
import { formats } from '../../../server/src/formats';
import { createDetailsClient } from '../../../server/src/oci';
import type { RegistryClient } from '../../../server/src/oci/client';
import { createPinner, type Pinner } from '../../../server/src/service/pin';
import { readText } from '../../support/drawn-findings';
import { digestOf, type FakeRegistry } from '../../support/fake-registry';
import { createTestClient, createTestClock, failure, reference } from '../../support/fake-registry-client';
import { ociIndex, ociManifest } from '../../support/fake-registry-contents';
import { answer, fake, withHeaders } from '../fakes';
import { clicked } from './world';

const tagPath = '/v2/app/manifests/1';
const zeros = `sha256:${'0'.repeat(64)}`;

async function withApp(): Promise<{ registry: FakeRegistry; client: RegistryClient; digest: string; app: ReturnType<typeof reference> }> {
  const registry = await fake();
  const { digest } = registry.putIndex('app', '1');
  return { registry, client: createTestClient().client, digest, app: reference(`${registry.host}/app:1`) };
}

function pinnerOf(client: RegistryClient): Pinner {
  const gate = { admit: async () => ({}), admitKnown: async () => ({}), admitTag: async () => ({}) };
  const clock = createTestClock();
  const resolutions = createResolutions(client, clock, createAnswers({ clock }));
  return createPinner({ resolutions, gate, formatOf: id => formats.find(format => format.id === id), clock });
}

describe('attack A8: other bytes than the digest', () => {
  it('served for a digest that is pinned, under the right header', async () => {
    const { registry, client, digest, app } = await withApp();
    const pinned = withDigest(app, digest);
    expect(await client.resolveVerified(pinned, clicked)).toMatchObject({ digest });
    expect((await client.manifest(pinned, clicked))?.digest).toBe(digest);
    registry.script(`/v2/app/manifests/${digest}`, answer(200, { 'content-type': ociIndex, 'docker-content-digest': digest }, '{"schemaVersion":2,"manifests":[]}'));
    expect(await failure(client.resolveVerified(pinned, clicked))).toMatchObject({ code: 'bad-answer', host: registry.host });
    expect(await failure(client.manifest(pinned, clicked))).toMatchObject({ code: 'bad-answer', host: registry.host });
  });

  it('served for a tag, under a header that says otherwise: nothing is written', async () => {
    const { registry, client, digest } = await withApp();
    const use = readText(`FROM ${registry.host}/app:1\n`).uses[0]!;
    const pin = (): ReturnType<Pinner['pin']> => pinnerOf(client).pin(use, { consent: clicked.consent, policy: defaultPolicy });
    expect((await pin()).changed).toMatchObject([{ to: `${registry.host}/app:1@${digest}` }]);
    registry.script(tagPath, withHeaders({ 'docker-content-digest': zeros }));
    expect(await pin()).toMatchObject({ edits: [], changed: [], left: [{ kind: 'failed' }] });
  });
});

const malformed = [
  'sha256:../../x', 'sha256:..%2f..%2fx', 'sha256', 'a'.repeat(64), `sha256:${'A'.repeat(64)}`, `SHA256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(65)}`, `sha256:${'a'.repeat(63)}`,
  '__proto__', 'constructor:prototype', `sha256:${'g'.repeat(64)}`, `md5:${'a'.repeat(32)}`, ` sha256:${'a'.repeat(63)}`, '',
];

describe('attack A9: a digest or tag that is none', () => {
  it.each(malformed)('in a header: %j is not taken, nor told', async header => {
    const { registry, client, digest, app } = await withApp();
    expect(await client.resolve(app, clicked)).toMatchObject({ digest, verified: false });
    registry.script(tagPath, withHeaders({ 'docker-content-digest': header }));
    expect(await client.resolve(app, clicked)).toMatchObject({ digest, verified: true });
    expect(registry.log.slice(1)).toEqual([`HEAD ${tagPath}`, `GET ${tagPath}`]);
  });

  it.each(malformed)('in an index: %j is not asked for', async child => {
    const { registry, client, app } = await withApp();
    const details = createDetailsClient(client, { details: () => Promise.resolve(undefined) });
    expect(await details.details(app, 'linux/amd64', clicked)).toMatchObject({ size: expect.any(Number) as number });
    const usual = registry.log.length;
    const platform = { os: 'linux', architecture: 'amd64' };
    const image = registry.putImage('app', 'x');
    registry.putManifest('app', { manifest: { schemaVersion: 2, mediaType: ociIndex, manifests: [{ ...image, digest: child, platform }] }, mediaType: ociIndex, tag: '1' });
    expect(await details.details(app, 'linux/amd64', clicked).catch((error: unknown) => error)).toEqual({ platform: 'linux/amd64' });
    expect(registry.log.slice(usual)).toEqual([`GET ${tagPath}`]);
  });

  it.each(malformed)('in a question: %j is not asked', async name => {
    const { registry, client, digest, app } = await withApp();
    expect(await client.referrers(app, digest, clicked)).toEqual([]);
    const usual = registry.log.length;
    const descriptor = { mediaType: ociManifest, digest: name, size: 3, annotations: {} };
    for (const asked of [client.referrers(app, name, clicked), client.blob(app, descriptor, 100, clicked), client.resolve(withDigest(app, `${name}:`), clicked), client.manifest(withTag(app, `/${name}`), clicked)]) {
      expect(await failure(asked)).toMatchObject({ code: 'bad-answer' });
    }
    expect(registry.log).toHaveLength(usual);
  });

  it.each(['..', 'a/../b', 'a//b', 'A', 'a?b', 'a#b', '%2e%2e', `${'a/'.repeat(200)}a`, ''])('in a repository: %j is not asked', async repository => {
    const { registry, client, digest, app } = await withApp();
    expect(await client.resolve(app, clicked)).toMatchObject({ digest });
    expect(await failure(client.resolve({ ...app, repository }, clicked))).toMatchObject({ code: 'bad-answer' });
    expect(registry.log).toHaveLength(1);
  });

  it.each(malformed.filter(text => text.includes(':') || text === ''))('in a document: node@%s is no reference', text => {
    expect(parseReference(`node@sha256:${'a'.repeat(64)}`).ok).toBe(true);
    expect(parseReference(`node@${text}`).ok).toBe(false);
  });
});

describe('attack A10: a manifest that can be read as two', () => {
  const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: zeros, size: 2 };
  const index = { schemaVersion: 2, mediaType: ociIndex, manifests: [] as unknown[] };
  const image = { schemaVersion: 2, mediaType: ociManifest, config, layers: [] as unknown[] };

  it.each<[string, string, object, string]>([
    ['an index with layers', ociIndex, index, JSON.stringify({ ...index, layers: [] })],
    ['an index with a config', ociIndex, index, JSON.stringify({ ...index, config })],
    ['an image with manifests', ociManifest, image, JSON.stringify({ ...image, manifests: [] })],
    ['an image with the layers of schema 1', ociManifest, image, JSON.stringify({ ...image, fsLayers: [] })],
    ['an index with LAYERS', ociIndex, index, JSON.stringify({ ...index, LAYERS: [] })],
    ['an index that says that it is an image', ociIndex, index, JSON.stringify({ ...index, mediaType: ociManifest })],
    ['an index with two lists', ociIndex, index, `${JSON.stringify(index).slice(0, -1)},"manifests":[1]}`],
  ])('%s', async (_, mediaType, plain, ambiguous) => {
    const { registry, client, app } = await withApp();
    const serve = (body: string): void => registry.script(tagPath, answer(200, { 'content-type': mediaType, 'docker-content-digest': digestOf(body) }, body));
    serve(JSON.stringify(plain));
    expect(await client.resolveVerified(app, clicked)).toMatchObject({ digest: digestOf(JSON.stringify(plain)), mediaType });
    serve(ambiguous);
    expect(await failure(client.resolveVerified(app, clicked))).toMatchObject({ code: 'bad-answer', host: registry.host });
    expect(await failure(client.manifest(app, clicked))).toMatchObject({ code: 'bad-answer' });
  });
});
