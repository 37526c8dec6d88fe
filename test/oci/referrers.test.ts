import { describe, expect, it } from 'vitest';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import { ociIndex, type StoredDescriptor } from '../support/fake-registry-contents';
import { digestOf, sendError, type FakeRegistry, type FakeRegistryOptions } from '../support/fake-registry';
import { answer, fake } from './fakes';

const lookup = { consent: action };
const sbom = 'application/spdx+json';

async function withReferrers(count: number, options: FakeRegistryOptions = {}): Promise<{ registry: FakeRegistry; subject: StoredDescriptor; referrers: StoredDescriptor[]; app: ReturnType<typeof reference> }> {
  const registry = await fake(options);
  const subject = registry.putImage('app', 'x', '1');
  const referrers = Array.from({ length: count }, (_, index) => registry.putReferrer('app', subject, `${sbom}.${index}`));
  return { registry, subject, referrers, app: reference(`${registry.host}/app:1`) };
}

function index(manifests: unknown): string {
  return JSON.stringify({ schemaVersion: 2, mediaType: ociIndex, manifests });
}

describe('referrers', () => {
  it.each([undefined, 1, 2])('are listed by the API, %s on a page', async referrersPage => {
    const { subject, referrers, app } = await withReferrers(3, referrersPage === undefined ? {} : { referrersPage });
    const listed = await createTestClient().client.referrers(app, subject.digest, lookup);
    expect(listed.map(({ digest, artifactType }) => [digest, artifactType])).toEqual(referrers.map(({ digest, artifactType }) => [digest, artifactType]));
  });

  it('are none when the API says so', async () => {
    const { registry, subject, app } = await withReferrers(0);
    expect(await createTestClient().client.referrers(app, subject.digest, lookup)).toEqual([]);
    expect(registry.log).toEqual([`GET /v2/app/referrers/${subject.digest}`]);
  });

  it('are found under a tag where there is no API', async () => {
    const { registry, subject, referrers, app } = await withReferrers(2, { referrersApi: false });
    const { client } = createTestClient();
    expect(await client.referrers(app, subject.digest, lookup)).toEqual([]);
    const tag = subject.digest.replace(':', '-');
    expect(registry.log.at(-1)).toBe(`GET /v2/app/manifests/${tag}`);
    registry.putManifest('app', { manifest: Buffer.from(index(referrers)), mediaType: ociIndex, tag });
    expect((await client.referrers(app, subject.digest, lookup)).map(({ digest }) => digest)).toEqual(referrers.map(({ digest }) => digest));
  });

  it('of a longer digest are found under a tag that is cut', async () => {
    const { registry, app } = await withReferrers(0, { referrersApi: false });
    const digest = digestOf('x', 'sha512');
    await createTestClient().client.referrers(app, digest, lookup);
    expect(registry.log.at(-1)).toBe(`GET /v2/app/manifests/${digest.replace(':', '-').slice(0, 'sha512-'.length + 64)}`);
  });

  it.each([['400', answer(400)], ['405', answer(405)], ['406', answer(406)], ['HTML', answer(200, { 'content-type': 'text/html' }, '<html>')], ['another type', answer(200, { 'content-type': 'application/json' }, index([]))]])(
    'are looked for under the tag when the API answers with %s',
    async (_, handler) => {
      const { registry, subject, referrers, app } = await withReferrers(1);
      registry.script(/referrers/, handler);
      registry.putManifest('app', { manifest: Buffer.from(index(referrers)), mediaType: ociIndex, tag: subject.digest.replace(':', '-') });
      expect(await createTestClient().client.referrers(app, subject.digest, lookup)).toHaveLength(1);
    },
  );

  it.each([[401, 'unauthorized'], [403, 'unauthorized'], [503, 'unreachable'], [418, 'bad-answer'], [429, 'rate-limited']])('are not known when the API answers with %i', async (status, code) => {
    const { registry, subject, app } = await withReferrers(1);
    registry.script(/referrers/, (_, response) => sendError(response, status, 'X'));
    expect(await failure(createTestClient().client.referrers(app, subject.digest, lookup))).toMatchObject({ code });
  });

  it('that are no descriptors are left out', async () => {
    const { registry, subject, referrers, app } = await withReferrers(1);
    const [good] = referrers;
    registry.script(/referrers/, answer(200, { 'content-type': ociIndex }, index([null, good, { ...good, digest: 'sha256:../../x' }, { ...good, size: '1' }, 'x'])));
    expect((await createTestClient().client.referrers(app, subject.digest, lookup)).map(({ digest }) => digest)).toEqual([good?.digest]);
    registry.script(/referrers/, answer(200, { 'content-type': ociIndex }, index(null)));
    expect(await createTestClient().client.referrers(app, subject.digest, lookup)).toEqual([]);
  });

  it.each([['no index', '{}'], ['an ambiguous one', '{"schemaVersion":2,"manifests":[],"layers":[]}'], ['nothing', ''], ['too much', index(['x'.repeat(9000)])]])('in %s are not known', async (_, body) => {
    const { registry, subject, app } = await withReferrers(1);
    registry.script(/referrers/, answer(200, { 'content-type': ociIndex }, body));
    expect(await failure(createTestClient({ limits: { referrersBytes: 5000 } }).client.referrers(app, subject.digest, lookup))).toMatchObject({ code: 'bad-answer' });
  });

  it('under a tag that is no index are not known', async () => {
    const { registry, subject, app } = await withReferrers(0, { referrersApi: false });
    registry.putImage('app', 'y', subject.digest.replace(':', '-'));
    expect(await failure(createTestClient().client.referrers(app, subject.digest, lookup))).toMatchObject({ code: 'bad-answer' });
  });

  it.each(['https://evil.example/v2/app/referrers/x', '//evil.example/x', 'data:application/json,{}', 'http://127.0.0.1:1/x', 'http://['])('are not followed to %s', async target => {
    const { registry, subject, app } = await withReferrers(1);
    registry.script(/referrers/, answer(200, { 'content-type': ociIndex, link: `<${target}>; rel="next"` }, index([])));
    expect(await failure(createTestClient().client.referrers(app, subject.digest, lookup))).toMatchObject({ code: 'bad-answer', host: registry.host });
    expect(registry.log).toHaveLength(1);
  });

  it('are not followed in circles, nor for ever', async () => {
    const { registry, subject, app } = await withReferrers(1);
    registry.script(/referrers/, answer(200, { 'content-type': ociIndex, link: `</v2/app/referrers/${subject.digest}>; rel="next"` }, index([])));
    expect(await failure(createTestClient().client.referrers(app, subject.digest, lookup))).toMatchObject({ code: 'bad-answer' });
    expect(registry.log).toHaveLength(1);
    let page = 0;
    registry.script(/referrers/, (_, response) => response.writeHead(200, { 'content-type': ociIndex, link: `<?last=${(page += 1)}>; rel="next"` }).end(index([])));
    expect(await failure(createTestClient().client.referrers(app, subject.digest, lookup))).toMatchObject({ code: 'bad-answer' });
    expect(page).toBe(10);
  });

  it('of something that is no digest are not asked for', async () => {
    const { registry, app } = await withReferrers(1);
    expect(await failure(createTestClient().client.referrers(app, '../../x', lookup))).toMatchObject({ code: 'bad-answer' });
    expect(registry.log).toHaveLength(0);
  });

  it('are looked for under the tag at once where there was no API, for a while', async () => {
    const { registry, subject, app } = await withReferrers(1, { referrersApi: false });
    const { client, clock } = createTestClient();
    const asked = async (): Promise<number> => {
      registry.requests.length = 0;
      await client.referrers(app, subject.digest, lookup);
      return registry.log.filter(each => each.includes('/referrers/')).length;
    };
    expect([await asked(), await asked()]).toEqual([1, 0]);
    clock.advance(600_000);
    expect([await asked(), await asked()]).toEqual([1, 0]);
    await createTestClient().client.referrers(app, subject.digest, lookup);
    expect(registry.log.filter(each => each.includes('/referrers/'))).toHaveLength(1);
  });

  it.each([
    ['404 for this image', (_: unknown, response: Parameters<typeof sendError>[0]) => sendError(response, 404, 'NAME_UNKNOWN')],
    ['a page that is no list', answer(200, { 'content-type': 'text/html' }, '<html>')],
    ['400', answer(400)],
  ])('are asked for by the API again after %s', async (_, handler) => {
    const { registry, subject, referrers, app } = await withReferrers(1);
    const { client } = createTestClient();
    registry.script(/referrers/, handler, (_request, _response, serve) => serve());
    expect(await client.referrers(app, subject.digest, lookup)).toEqual([]);
    expect((await client.referrers(app, subject.digest, lookup)).map(({ digest }) => digest)).toEqual(referrers.map(({ digest }) => digest));
  });
});
