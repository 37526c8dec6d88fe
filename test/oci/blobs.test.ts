import { describe, expect, it } from 'vitest';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { digestOf } from '../support/fake-registry';
import { answer, fake } from './fakes';

const lookup = { consent: action };
const content = 'the signed payload';

async function withBlob(): Promise<{ registry: Awaited<ReturnType<typeof fake>>; app: ReturnType<typeof reference>; descriptor: { mediaType: string; digest: string; size: number; annotations: Record<string, string> } }> {
  const registry = await fake();
  const descriptor = { ...registry.putBlob('app', content), annotations: {} };
  return { registry, descriptor, app: reference(`${registry.host}/app:1`) };
}

describe('a blob', () => {
  it('comes as it was put', async () => {
    const { registry, descriptor, app } = await withBlob();
    const { client } = createTestClient();
    expect(Buffer.from(await client.blob(app, descriptor, 100, lookup)).toString()).toBe(content);
    const empty = { ...registry.putBlob('app', ''), annotations: {} };
    expect(await client.blob(app, empty, 100, lookup)).toHaveLength(0);
    const sha512 = { ...descriptor, digest: digestOf(content, 'sha512') };
    registry.script(/sha512/, answer(200, {}, content));
    expect(await client.blob(app, sha512, 100, lookup)).toHaveLength(content.length);
  });

  it.each([
    ['other bytes', answer(200, {}, 'the forged payload')], ['fewer', answer(200, {}, 'the')], ['more', answer(200, {}, `${content}!`)], ['none', answer(404)],
  ])('with %s is not taken', async (_, handler) => {
    const { registry, descriptor, app } = await withBlob();
    registry.script(/blobs/, handler);
    expect(await failure(createTestClient().client.blob(app, descriptor, 100, lookup))).toMatchObject({ code: 'bad-answer', host: registry.host });
  });

  it.each([{ size: 101 }, { size: -1 }, { size: Number.NaN }, { digest: 'sha256:../../x' }, { digest: '' }])('that is described by %j is not asked for', async change => {
    const { registry, descriptor, app } = await withBlob();
    expect(await failure(createTestClient().client.blob(app, { ...descriptor, ...change }, 100, lookup))).toMatchObject({ code: 'bad-answer' });
    expect(registry.log).toEqual([]);
  });

  it('may come from a content network, which is not shown the token', async () => {
    const [registry, network] = [await fake({ auth: 'bearer' }), await fake()];
    const descriptor = { ...registry.putBlob('app', content), annotations: {} };
    registry.script(/blobs/, (request, response, serve) => (request.headers.authorization ? response.writeHead(307, { location: `http://${network.host}/cdn?sig=x` }).end() : serve()));
    network.script('/cdn', answer(200, {}, content));
    const consent = background(registry.host, network.host);
    expect(await createTestClient().client.blob(reference(`${registry.host}/app:1`), descriptor, 100, { consent })).toHaveLength(content.length);
    expect(network.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([['/cdn?sig=x', undefined]]);
  });

  it('is never fetched from where its descriptor says', async () => {
    const [{ registry, descriptor, app }, elsewhere] = [await withBlob(), await fake()];
    const foreign = { ...descriptor, digest: digestOf('elsewhere'), size: 9, urls: [`http://${elsewhere.host}/x`] };
    await failure(createTestClient().client.blob(app, foreign, 100, { consent: background(registry.host, elsewhere.host) }));
    expect(elsewhere.requests).toHaveLength(0);
  });
});
