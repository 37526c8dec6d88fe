import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../server/src/core/reference';
import { digestOf, sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { dockerManifest, fourPlatforms, ociIndex, ociManifest } from '../../support/fake-registry-contents';
import { answer, withHeaders } from '../fakes';
import { clicked, opened, world } from './world';

const manifest = 'https://quay.io/v2/acme/app/manifests/1';
const app = reference('quay.io/acme/app:1');

describe('the digest of a tag', () => {
  it('is asked for at once: nobody is asked first whether he is a registry', async () => {
    const { registry, internet, client } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    expect(await client.resolve(app, opened)).toMatchObject({ digest, mediaType: ociIndex, verified: false });
    expect(internet.log).toEqual([`HEAD ${manifest}`]);
  });

  it('of an index is that of the index, not of a platform', async () => {
    const { registry, client } = await world('quay.io');
    const { digest, manifests } = registry.putIndex('acme/app', '1');
    expect(manifests).toHaveLength(fourPlatforms.length);
    expect(await client.resolveVerified(app, clicked)).toMatchObject({ digest, mediaType: ociIndex, verified: true });
  });

  it.each([
    ['tells no digest', withHeaders({ 'docker-content-digest': undefined })],
    ['tells something else', withHeaders({ 'docker-content-digest': 'sha256:tbd' })],
    ['tells no type', withHeaders({ 'content-type': undefined })],
    ['answers 400', answer(400)], ['answers 404', answer(404)], ['answers 405', answer(405)], ['answers 406', answer(406)],
  ])('is that of the bytes where HEAD %s: two requests', async (_, handler) => {
    const { registry, internet, client } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    registry.script(/^HEAD/, handler);
    expect(await client.resolve(app, opened)).toMatchObject({ digest, verified: true });
    expect(internet.log).toEqual([`HEAD ${manifest}`, `GET ${manifest}`]);
  });

  it.each([['no length', withHeaders({ 'content-length': undefined })], ['a length of 0', withHeaders({ 'content-length': '0' })]])('needs no length: HEAD has %s', async (_, handler) => {
    const { registry, internet, client } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    registry.script(/^HEAD/, handler);
    expect(await client.resolve(app, opened)).toMatchObject({ digest, verified: false });
    expect(internet.log).toHaveLength(1);
  });

  it.each(['sha256:abc', 'sha256:', `sha256:${'A'.repeat(64)}`, `sha256:${'0'.repeat(65)}`, `sha512:${'0'.repeat(64)}`])('is not asked for by what is none: %s', text => {
    expect(parseReference(`quay.io/acme/app@${text}`).ok).toBe(false);
  });

  it.each(['tag with blank', '-x', '.x', 'x'.repeat(129), 'ä'])('is not asked for by a tag that is none: %s', tag => {
    expect(parseReference(`quay.io/acme/app:${tag}`).ok).toBe(false);
  });
});

describe('the types that are asked for', () => {
  const all = 'application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json';

  it('are all four by HEAD and GET alike, and never schema 1', async () => {
    const { registry, internet, client } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    await client.resolve(app, opened);
    await client.resolveVerified(app, clicked);
    expect(internet.asked.map(({ method, headers }) => [method, headers['accept']])).toEqual([['HEAD', all], ['GET', all]]);
  });

  it('leave the bytes as they are, which is what a digest is of', async () => {
    const { registry, client } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    await client.resolveVerified(app, clicked);
    expect(registry.requests[0]?.headers['accept-encoding']).toBe('identity');
  });

  it('do not matter to a registry that compresses all the same: not believed, and nothing unpacked', async () => {
    const { gzipSync } = await import('node:zlib');
    const { registry, internet, client } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    const bytes = registry.findManifest('acme/app', '1')?.bytes ?? new Uint8Array();
    registry.script(/^GET/, answer(200, { 'content-type': ociIndex, 'content-encoding': 'gzip', 'docker-content-digest': digest }, gzipSync(bytes)));
    expect(await failure(client.resolveVerified(app, clicked))).toMatchObject({ code: 'bad-answer', host: 'quay.io' });
    expect(internet.log).toHaveLength(1);
  });

  it('are no reason to say that a tag is not there: a registry that cannot serve an index says so of an index', async () => {
    const { registry, internet, client } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    registry.script(/^HEAD/, (_, response) => sendError(response, 404, 'MANIFEST_UNKNOWN'));
    expect(await client.resolve(app, opened)).toMatchObject({ digest });
    expect(internet.log).toHaveLength(2);
  });
});

describe('a digest that cannot be relied on', () => {
  it.each([
    ['a header that is not that of the bytes', withHeaders({ 'docker-content-digest': `sha256:${'0'.repeat(64)}` })],
    ['another type in the header than in the manifest', withHeaders({ 'content-type': dockerManifest })],
    ['schema 1, signed', answer(200, { 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws' }, '{"schemaVersion":1,"fsLayers":[],"history":[]}')],
    ['schema 1, plain', answer(200, { 'content-type': 'application/vnd.docker.distribution.manifest.v1+json' }, '{"schemaVersion":1}')],
    ['schema 1 under another type', answer(200, { 'content-type': ociManifest }, '{"schemaVersion":1,"fsLayers":[]}')],
  ])('by %s is not written, after one request', async (_, handler) => {
    const { registry, internet, client } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    registry.script(/manifests/, handler);
    expect(await failure(client.resolveVerified(app, clicked))).toMatchObject({ code: 'bad-answer', host: 'quay.io' });
    expect(internet.log).toEqual([`GET ${manifest}`]);
  });

  it('of schema 1 is not shown either: HEAD is not enough for it', async () => {
    const { registry, internet, client } = await world('quay.io');
    registry.script(/manifests/, answer(200, { 'content-type': 'application/vnd.docker.distribution.manifest.v1+prettyjws', 'docker-content-digest': `sha256:${'1'.repeat(64)}` }, '{"schemaVersion":1}'));
    const error = await failure(client.resolve(app, opened));
    expect(error).toMatchObject({ code: 'bad-answer', host: 'quay.io' });
    expect(error.message).toContain('legacy schema 1 image');
    expect(internet.log).toHaveLength(2);
  });

  it('may be longer than usual: sha512 is as good', async () => {
    const { registry, client } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    const bytes = registry.findManifest('acme/app', '1')?.bytes ?? new Uint8Array();
    const sha512 = digestOf(bytes, 'sha512');
    registry.script(/manifests/, withHeaders({ 'docker-content-digest': sha512 }));
    expect(await client.resolve(app, opened)).toMatchObject({ digest: sha512, verified: false });
    expect(await client.resolveVerified(app, clicked)).toMatchObject({ digest: sha512, verified: true });
  });
});

describe('what is too large', () => {
  const body = (bytes: number): string => `{"schemaVersion":2,"manifests":[],"x":"${'x'.repeat(bytes)}"}`;

  it.each([[3 * 1024 * 1024, true], [4 * 1024 * 1024, false]])('is a manifest of %i bytes and more: fine is %s', async (bytes, fine) => {
    const { registry, client } = await world('quay.io');
    registry.script(/manifests/, answer(200, { 'content-type': ociIndex }, body(bytes)));
    const outcome = await client.resolveVerified(app, clicked).catch((error: unknown) => error);
    expect(outcome).toMatchObject(fine ? { verified: true } : { code: 'bad-answer', host: 'quay.io' });
  });

  it.each([[60 * 1024, true], [64 * 1024, false]])('is a token of %i bytes and more: fine is %s', async (bytes, fine) => {
    const { registry, client } = await world('quay.io', { auth: 'bearer' });
    registry.putIndex('acme/app', '1');
    registry.script('/token', answer(200, {}, JSON.stringify({ token: 'x', padding: 'x'.repeat(bytes) })));
    const error = await failure(client.resolve(app, opened));
    // A token that is read is one that this registry does not take.
    expect(error.code).toBe(fine ? 'unauthorized' : 'bad-answer');
  });

  it.each([10, 300 * 1024])('is no error body: its status is told, be it of %i bytes', async bytes => {
    const { registry, internet, client } = await world('quay.io');
    registry.script(/manifests/, answer(500, { 'content-type': 'text/plain' }, 'x'.repeat(bytes)));
    expect(await failure(client.resolveVerified(app, clicked))).toMatchObject({ code: 'unreachable', status: 500, message: 'quay.io: answered 500' });
    expect(internet.log).toHaveLength(3);
  });
});

describe('what is never sent', () => {
  it('is the name of another registry (ns=), which is for proxies', async () => {
    const { registry, internet, client } = await world('quay.io', { auth: 'bearer' });
    const { digest } = registry.putIndex('acme/app', '1');
    await client.resolve(app, opened);
    await client.referrers(app, digest, clicked);
    expect(internet.log.length).toBeGreaterThan(3);
    expect(internet.log.filter(line => line.includes('ns='))).toEqual([]);
  });
});
