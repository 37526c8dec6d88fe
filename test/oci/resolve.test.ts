import { describe, expect, it } from 'vitest';
import { withDigest } from '../../server/src/core/reference';
import { digestOf, sendError, type FakeRegistry } from '../support/fake-registry';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { dockerManifest, ociIndex, ociManifest } from '../support/fake-registry-contents';
import { answer, fake, withHeaders } from './fakes';

const lookup = { consent: action };
const tagPath = '/v2/team/app/manifests/1';

async function withIndex(): Promise<{ registry: FakeRegistry; digest: string; app: ReturnType<typeof reference> }> {
  const registry = await fake();
  const { digest } = registry.putIndex('team/app', '1');
  return { registry, digest, app: reference(`${registry.host}/team/app:1`) };
}

describe('what a tag is served as', () => {
  it('is told by one HEAD that accepts all four types', async () => {
    const { registry, digest, app } = await withIndex();
    const { client, clock } = createTestClient();
    const resolution = await client.resolve(app, lookup);
    expect(resolution).toMatchObject({ digest, mediaType: ociIndex, verified: false });
    expect(Math.abs((resolution as { resolvedAt: number }).resolvedAt - clock.now())).toBeLessThan(5000);
    expect(registry.log).toEqual([`HEAD ${tagPath}`]);
    expect(registry.requests[0]?.headers.accept?.split(', ').sort()).toEqual([
      'application/vnd.docker.distribution.manifest.list.v2+json', 'application/vnd.docker.distribution.manifest.v2+json',
      'application/vnd.oci.image.index.v1+json', 'application/vnd.oci.image.manifest.v1+json',
    ]);
  });

  it('is hashed by one GET before it is written anywhere', async () => {
    const { registry, digest, app } = await withIndex();
    expect(await createTestClient().client.resolveVerified(app, lookup)).toMatchObject({ digest, mediaType: ociIndex, verified: true });
    expect(registry.log).toEqual([`GET ${tagPath}`]);
  });

  it('is latest where no tag is given, and the digest where there is one', async () => {
    const registry = await fake();
    const latest = registry.putImage('app', 'x', 'latest');
    const other = registry.putImage('app', 'y', '1');
    const { client } = createTestClient();
    expect(await client.resolve(reference(`${registry.host}/app`), lookup)).toMatchObject({ digest: latest.digest });
    expect(await client.resolve(reference(`${registry.host}/app:latest@${other.digest}`), lookup)).toMatchObject({ digest: other.digest });
    expect(await client.resolveVerified(reference(`${registry.host}/app@${other.digest}`), lookup)).toMatchObject({ digest: other.digest, mediaType: ociManifest });
  });

  it.each([
    ['no digest', { 'docker-content-digest': undefined }],
    ['a malformed digest', { 'docker-content-digest': 'sha256:abc' }],
    ['an upper-case digest', { 'docker-content-digest': `sha256:${'A'.repeat(64)}` }],
    ['no type', { 'content-type': undefined }],
    ['a wrong type', { 'content-type': 'text/html' }],
  ])('is asked by GET when HEAD has %s', async (_, headers) => {
    const { registry, digest, app } = await withIndex();
    registry.script(`HEAD ${tagPath}`, withHeaders(headers));
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest, verified: true });
    expect(registry.log).toEqual([`HEAD ${tagPath}`, `GET ${tagPath}`]);
  });

  it.each([400, 404, 405, 406])('is asked by GET when HEAD is answered with %i', async status => {
    const { registry, digest, app } = await withIndex();
    registry.script(`HEAD ${tagPath}`, answer(status));
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest, verified: true });
  });

  it('may have a digest of another algorithm', async () => {
    const { registry, app } = await withIndex();
    const bytes = registry.findManifest('team/app', '1')?.bytes ?? '';
    const sha512 = digestOf(bytes, 'sha512');
    registry.script(tagPath, withHeaders({ 'docker-content-digest': sha512 }));
    registry.script(`/v2/team/app/manifests/${sha512}`, answer(200, { 'content-type': ociIndex }, bytes));
    const { client } = createTestClient();
    expect(await client.resolveVerified(app, lookup)).toMatchObject({ digest: sha512 });
    expect(await client.resolveVerified(withDigest(app, sha512), lookup)).toMatchObject({ digest: sha512 });
  });

  it('comes with its bytes where they are asked for', async () => {
    const { registry, digest, app } = await withIndex();
    const { client } = createTestClient();
    expect(await client.manifest(app, lookup)).toMatchObject({ digest, mediaType: ociIndex });
    expect(digestOf((await client.manifest(withDigest(app, digest), lookup))?.bytes ?? '')).toBe(digest);
    expect(await client.manifest(reference(`${registry.host}/team/app:2`), lookup)).toBeUndefined();
  });
});

describe('what is not there', () => {
  it('is missing only when a GET says so', async () => {
    const registry = await fake();
    const { client } = createTestClient();
    expect(await client.resolve(reference(`${registry.host}/team/app:2`), lookup)).toBe('missing');
    expect(registry.log).toEqual(['HEAD /v2/team/app/manifests/2', 'GET /v2/team/app/manifests/2']);
    expect(await client.resolveVerified(reference(`${registry.host}/team/app:2`), lookup)).toBe('missing');
  });

  it.each(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN', 'NOT_FOUND'])('is missing behind a token too, when it is called %s', async code => {
    const registry = await fake({ auth: 'bearer' });
    registry.script('GET /v2/app/manifests/1', (request, response, serve) => (request.headers.authorization ? sendError(response, 404, code) : serve()));
    expect(await createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup)).toBe('missing');
  });

  it('may be private when a token was needed and the registry does not say', async () => {
    const registry = await fake({ auth: 'bearer' });
    registry.script('/v2/app/manifests/1', (request, response, serve) => (request.headers.authorization ? response.writeHead(404).end('?') : serve()));
    expect(await failure(createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup))).toMatchObject({ code: 'unauthorized', status: 404, host: registry.host });
  });

  it('is missing after a bare 404 of a registry that hides nothing, but not of any web server', async () => {
    const registry = await fake();
    registry.script('/v2/app/manifests/1', answer(404, { 'docker-distribution-api-version': 'registry/2.0' }, '404 page not found'));
    registry.script('/v2/app/manifests/2', answer(404, { 'content-type': 'text/html' }, '<h1>404</h1>'));
    const { client } = createTestClient();
    expect(await client.resolve(reference(`${registry.host}/app:1`), lookup)).toBe('missing');
    expect(await failure(client.resolve(reference(`${registry.host}/app:2`), lookup))).toMatchObject({ code: 'unauthorized', status: 404 });
  });

  it.each([401, 403])('is not known when the answer is %i', async status => {
    const registry = await fake();
    registry.script(/app/, (_, response) => sendError(response, status, 'DENIED'));
    const error = await failure(createTestClient().client.resolve(reference(`${registry.host}/app:1`), lookup));
    expect(error).toMatchObject({ code: 'unauthorized', status, host: registry.host });
    expect(error.message).toContain(registry.host);
  });
});

describe('a registry that cannot be relied on', () => {
  it.each([
    ['another digest than its bytes', withHeaders({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` })],
    ['schema 1', answer(200, { 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws' }, '{"schemaVersion":1}')],
    ['an ambiguous manifest', answer(200, { 'content-type': ociIndex }, '{"schemaVersion":2,"manifests":[],"layers":[]}')],
    ['another type than it says', withHeaders({ 'content-type': dockerManifest })],
    ['HTML', answer(200, { 'content-type': 'text/html' }, '<html>')],
    ['nothing', answer(200, { 'content-type': ociIndex })],
    ['too much', answer(200, { 'content-type': ociIndex }, `{"schemaVersion":2,"manifests":[],"x":"${'x'.repeat(10_000)}"}`)],
    ['204', answer(204)], ['418', answer(418)],
  ])('is not believed when it answers with %s', async (_, handler) => {
    const { registry, app } = await withIndex();
    registry.script(tagPath, handler);
    const { client } = createTestClient({ limits: { manifestBytes: 5000 } });
    expect(await failure(client.resolveVerified(app, lookup))).toMatchObject({ code: 'bad-answer', host: registry.host });
  });

  it('is not believed when a digest is served with other bytes, whatever the header says', async () => {
    const { registry, digest, app } = await withIndex();
    const other = registry.putImage('team/app', 'other');
    const bytes = registry.findManifest('team/app', other.digest)?.bytes ?? '';
    registry.script(`/v2/team/app/manifests/${digest}`, answer(200, { 'content-type': ociManifest, 'docker-content-digest': digest }, bytes));
    const { client } = createTestClient();
    expect(await failure(client.resolveVerified(withDigest(app, digest), lookup))).toMatchObject({ code: 'bad-answer' });
    expect(await failure(client.manifest(withDigest(app, digest), lookup))).toMatchObject({ code: 'bad-answer' });
  });

  it('is not believed when a digest is served with other bytes, which have the digest of the header', async () => {
    const { registry, digest, app } = await withIndex();
    const other = registry.putImage('team/app', 'other');
    const bytes = registry.findManifest('team/app', other.digest)?.bytes ?? '';
    const honest = answer(200, { 'content-type': ociManifest, 'docker-content-digest': other.digest }, bytes);
    registry.script(`/v2/team/app/manifests/${digest}`, honest, answer(200, { 'content-type': ociManifest }, bytes));
    const { client } = createTestClient();
    expect(await failure(client.manifest(withDigest(app, digest), lookup))).toMatchObject({ code: 'bad-answer' });
    expect(await failure(client.manifest(withDigest(app, digest), lookup))).toMatchObject({ code: 'bad-answer' });
    expect(registry.requests).toHaveLength(2);
  });

  it('is asked again by GET when HEAD promises another digest than was asked for', async () => {
    const { registry, digest, app } = await withIndex();
    registry.script(`HEAD /v2/team/app/manifests/${digest}`, withHeaders({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` }));
    expect(await createTestClient().client.resolve(withDigest(app, digest), lookup)).toMatchObject({ digest, verified: true });
  });
});

describe('consent', () => {
  it('decides before anything is sent', async () => {
    const { registry, app } = await withIndex();
    const { client } = createTestClient();
    expect(await failure(client.resolve(app, { consent: background() }))).toMatchObject({ code: 'host-not-allowed', host: registry.host });
    expect(await failure(client.resolve(app, { consent: background(registry.host.replace(/:.*/, '')) }))).toMatchObject({ code: 'host-not-allowed' });
    expect(await failure(client.resolve(app, { consent: { ...background(registry.host), trusted: false } }))).toMatchObject({ code: 'untrusted-workspace' });
    expect(await failure(client.resolveVerified(app, { consent: { ...action, offline: true } }))).toMatchObject({ code: 'offline' });
    expect(registry.log).toEqual([]);
    expect(await client.resolve(app, { consent: background(registry.host) })).toMatchObject({ verified: false });
    expect(registry.log).toHaveLength(1);
  });

  it('finds Docker Hub behind its names', async () => {
    const asked: string[] = [];
    const http = { exchange: async ({ url, reach }: { url: string; reach: string }) => {
      asked.push(`${reach} ${url}`);
      return { status: 500, headers: {}, body: new Uint8Array() };
    } };
    const { client } = createTestClient({ http, limits: { retries: 0 } });
    for (const name of ['node', 'index.docker.io/node', 'registry-1.docker.io/library/node']) await failure(client.resolve(reference(name), { consent: background() }));
    expect(new Set(asked)).toEqual(new Set(['consented https://registry-1.docker.io/v2/library/node/manifests/latest']));
    expect(asked).toHaveLength(3);
  });
});
