import { describe, expect, it } from 'vitest';
import { digestOf, sendError, type Handler } from '../../support/fake-registry';
import { reference } from '../../support/fake-registry-client';
import { ociIndex } from '../../support/fake-registry-contents';
import { answer, withHeaders } from '../fakes';
import { clicked, opened, world } from './world';

const app = reference('quay.io/acme/app:1');
const plain404 = answer(404, { 'content-type': 'text/plain' }, '404 page not found\n');

describe('what refers to an image', () => {
  it.each<[string, Handler | undefined, string[]]>([
    ['the API', undefined, ['referrers']], ['the API, without a filter', withHeaders({ 'oci-filters-applied': undefined }), ['referrers']],
    ['a tag, after 404 in plain text', plain404, ['referrers', 'manifests']], ['a tag, after 400', answer(400), ['referrers', 'manifests']], ['a tag, after 406', answer(406), ['referrers', 'manifests']],
  ])('is told by %s', async (_, handler, kinds) => {
    const { registry, internet, client } = await world('quay.io');
    const subject = registry.putImage('acme/app', 'x', '1');
    const referrer = registry.putReferrer('acme/app', subject, 'application/spdx+json');
    registry.putManifest('acme/app', { manifest: { schemaVersion: 2, mediaType: ociIndex, manifests: [referrer] }, mediaType: ociIndex, tag: subject.digest.replace(':', '-') });
    if (handler) registry.script(/referrers/, handler);
    expect((await client.referrers(app, subject.digest, clicked)).map(({ digest, artifactType }) => [digest, artifactType])).toEqual([[referrer.digest, 'application/spdx+json']]);
    expect(internet.log.map(line => line.split('/')[6])).toEqual(kinds);
  });

  it.each([['in its own words', (_: unknown, response: Parameters<typeof sendError>[0]) => sendError(response, 404, 'MANIFEST_UNKNOWN')], ['in plain text', withHeaders({})]])(
    'is nothing where the tag is not there either, %s: two requests',
    async (_, handler) => {
      const { registry, internet, client } = await world('quay.io', { referrersApi: false });
      const { digest } = registry.putImage('acme/app', 'x', '1');
      registry.script(/manifests\/sha256-/, handler);
      expect(await client.referrers(app, digest, clicked)).toEqual([]);
      expect(internet.log).toEqual([`GET https://quay.io/v2/acme/app/referrers/${digest}`, `GET https://quay.io/v2/acme/app/manifests/${digest.replace(':', '-')}`]);
    },
  );

  it('of a sha512 is under a tag of 64 digits', async () => {
    const { internet, client } = await world('quay.io', { referrersApi: false });
    const digest = digestOf('x', 'sha512');
    await client.referrers(app, digest, clicked);
    expect(internet.log[1]).toBe(`GET https://quay.io/v2/acme/app/manifests/sha512-${digest.slice(7, 7 + 64)}`);
  });
});

describe('what a registry warns of', () => {
  it('stands in the log, once for a host, on a line without control signs', async () => {
    const { registry, client, lines } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    registry.script(/manifests/, withHeaders({ warning: '299 - "this registry moves to \\"registry.example\\""' }));
    for (let times = 0; times < 3; times += 1) await client.resolve(app, opened);
    expect(lines.filter(line => line.includes('warns'))).toEqual(['quay.io warns: this registry moves to "registry.example"']);
  });

  it.each(['110 - "stale"', '299 evil "x"', '299 - "x', '299 - "x" "Thu, 01 Jan 2026 00:00:00 GMT"', 'x'])('is nothing when it is written as %s', async warning => {
    const { registry, client, lines } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    registry.script(/manifests/, withHeaders({ warning: '299 - "well written"' }), withHeaders({ warning }));
    await client.resolve(app, opened);
    expect(lines.filter(line => line.includes('warns'))).toHaveLength(1);
    const other = await world('quay.io');
    other.registry.putIndex('acme/app', '1');
    other.registry.script(/manifests/, withHeaders({ warning }));
    await other.client.resolve(app, opened);
    expect(other.lines.filter(line => line.includes('warns'))).toEqual([]);
    expect(lines.length).toBeGreaterThan(0);
  });
});
