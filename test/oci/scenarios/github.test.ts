import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { ociIndex } from '../../support/fake-registry-contents';
import { answer, asUsual, fake } from '../fakes';
import { clicked, opened, reaches, world, type World } from './world';

const manifest = 'https://ghcr.io/v2/acme/app/manifests/1';
const tokenUrl = 'GET https://ghcr.io/token?service=ghcr.io&scope=repository:acme/app:pull';

function github(): Promise<World> {
  return world('ghcr.io', { auth: 'bearer', service: 'ghcr.io' });
}

describe('ghcr.io', () => {
  it('wants a token for what is public too, and has it itself', async () => {
    const { registry, internet, client } = await github();
    const { digest } = registry.putIndex('acme/app', '1');
    expect(await client.resolve(reference('ghcr.io/acme/app:1'), opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, tokenUrl, `HEAD ${manifest}`]);
    expect(reaches(internet)).toEqual(['consented ghcr.io', 'consented ghcr.io', 'consented ghcr.io']);
  });

  it.each([401, 403])('answers %i where tokens are had, for what is private or not there: unknown, after two requests', async status => {
    const { registry, internet, client } = await github();
    registry.script('/token', (_, response) => sendError(response, status, 'DENIED'));
    expect(await failure(client.resolve(reference('ghcr.io/acme/secret:1'), opened))).toMatchObject({ code: 'unauthorized', status, host: 'ghcr.io' });
    expect(internet.log).toHaveLength(2);
    expect(internet.shown).toEqual([]);
  });

  it('says in its own words what is not there, and is believed after a GET', async () => {
    const { registry, internet, client } = await github();
    registry.putIndex('acme/app', '1');
    expect(await client.resolve(reference('ghcr.io/acme/app:2'), opened)).toBe('missing');
    expect(internet.log.map(line => line.split(' ')[0])).toEqual(['HEAD', 'GET', 'HEAD', 'GET']);
  });

  it('has one allowance for everybody without a login: when it is used up, nobody is asked', async () => {
    const { registry, internet, client } = await github();
    registry.script('/token', answer(429, { 'content-type': 'text/plain' }, 'allowed: 44000 per 1m0s'));
    expect(await failure(client.resolve(reference('ghcr.io/acme/app:1'), opened))).toMatchObject({ code: 'rate-limited', status: 429, host: 'ghcr.io' });
    expect(await failure(client.resolve(reference('ghcr.io/acme/other:1'), clicked))).toMatchObject({ code: 'rate-limited', host: 'ghcr.io' });
    expect(internet.log).toHaveLength(2);
  });

  it('spends one token of that allowance on many repositories', async () => {
    const { registry, internet, client } = await github();
    for (const name of ['acme/app', 'acme/two', 'other/three']) registry.putIndex(name, '1');
    registry.script(/manifests/, (request, response, serve) => (request.headers.authorization === 'Bearer token-1' ? answer(200, { 'content-type': ociIndex, 'docker-content-digest': `sha256:${'1'.repeat(64)}` })(request, response, serve) : serve()));
    for (const name of ['acme/app', 'acme/two', 'other/three']) expect(await client.resolve(reference(`ghcr.io/${name}:1`), opened)).toMatchObject({ verified: false });
    expect(internet.log.filter(line => line.includes('/token'))).toEqual([tokenUrl]);
    expect(internet.log).toHaveLength(5);
  });

  it('is believed that an image is not there only by a token for that one: another token may see nothing of it', async () => {
    const { registry, internet, client } = await github();
    registry.script('HEAD /v2/acme/secret/manifests/1', (request, response, serve) => (request.headers.authorization ? sendError(response, 404, 'MANIFEST_UNKNOWN') : serve()));
    registry.script('/token', asUsual, (_, response) => sendError(response, 403, 'DENIED'));
    registry.putIndex('acme/app', '1');
    await client.resolve(reference('ghcr.io/acme/app:1'), opened);
    expect(await failure(client.resolve(reference('ghcr.io/acme/secret:1'), opened))).toMatchObject({ code: 'unauthorized', status: 403 });
    expect(internet.log.slice(3)).toEqual([
      'HEAD https://ghcr.io/v2/acme/secret/manifests/1', 'GET https://ghcr.io/token?service=ghcr.io&scope=repository:acme/secret:pull',
    ]);
  });

  it('keeps its blobs elsewhere, where its token is not shown', async () => {
    const content = await fake();
    const { registry, internet, client } = await world('ghcr.io', { auth: 'bearer', service: 'ghcr.io', others: { 'pkg-containers.githubusercontent.com': content.host } });
    const blob = registry.putBlob('acme/app', '{"os":"linux"}');
    registry.script(/blobs/, (request, response, serve) => (request.headers.authorization ? response.writeHead(307, { location: 'https://pkg-containers.githubusercontent.com/ghcr1/blobs/x?sig=canary' }).end() : serve()));
    content.script('/ghcr1/blobs/x', answer(200, {}, '{"os":"linux"}'));
    const bytes = await client.blob(reference('ghcr.io/acme/app'), { ...blob, annotations: {} }, 100, clicked);
    expect(Buffer.from(bytes).toString()).toBe('{"os":"linux"}');
    expect(internet.shown).toEqual(['ghcr.io Bearer token-1']);
    expect(reaches(internet).at(-1)).toBe('public pkg-containers.githubusercontent.com');
  });
});
