import { describe, expect, it } from 'vitest';
import { withDigest } from '../../../server/src/core/reference';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, fake } from '../fakes';
import { clicked, opened, world, type World } from './world';

function chainguard(others: Readonly<Record<string, string>> = {}): Promise<World> {
  return world('cgr.dev', { auth: 'bearer', service: 'cgr.dev', others });
}

describe('cgr.dev', () => {
  it('gives everybody a token for what is free', async () => {
    const { registry, internet, client } = await chainguard();
    const { digest } = registry.putIndex('chainguard/node', 'latest');
    expect(await client.resolve(reference('cgr.dev/chainguard/node'), opened)).toMatchObject({ digest });
    expect(internet.log[1]).toBe('GET https://cgr.dev/token?service=cgr.dev&scope=repository:chainguard/node:pull');
    expect(internet.log).toHaveLength(3);
  });

  it.each([
    ['404', 404, 'MANIFEST_UNKNOWN'], ['403', 403, 'DENIED'],
  ])('answers %s for a tag that customers have: unknown, and not "no such image"', async (_, status, code) => {
    const { registry, internet, client } = await chainguard();
    registry.script(/manifests\/20$/, (request, response, serve) => (request.headers.authorization ? sendError(response, status, code) : serve()));
    const error = await failure(client.resolve(reference('cgr.dev/chainguard/node:20'), opened));
    expect(error).toMatchObject({ code: 'unauthorized', status, host: 'cgr.dev' });
    expect(internet.log.length).toBeLessThanOrEqual(4);
  });

  it('answers 404 for a signature that is not there: that is known', async () => {
    const { registry, client } = await chainguard();
    registry.putIndex('chainguard/node', 'latest');
    expect(await client.manifest(reference('cgr.dev/chainguard/node:sha256-0.sig'), clicked)).toBeUndefined();
  });

  it('may keep manifests elsewhere, where its token is not shown', async () => {
    const content = await fake();
    const { digest } = content.putIndex('chainguard/node', 'latest');
    const { registry, internet, client } = await chainguard({ 'r2.example': content.host });
    registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? response.writeHead(307, { location: 'https://r2.example/v2/chainguard/node/manifests/latest' }).end() : serve()));
    expect(await client.resolve(reference('cgr.dev/chainguard/node'), opened)).toMatchObject({ digest });
    expect(internet.shown).toEqual(['cgr.dev Bearer token-1']);
  });

  it('is not believed by what is written when it sends other bytes than the digest', async () => {
    const { registry, client } = await chainguard();
    const { digest } = registry.putIndex('chainguard/node', 'latest');
    const node = withDigest(reference('cgr.dev/chainguard/node'), digest);
    expect(await client.resolveVerified(node, clicked)).toMatchObject({ digest });
    registry.script(/manifests/, answer(200, { 'content-type': 'application/vnd.oci.image.index.v1+json', 'docker-content-digest': digest }, '{"schemaVersion":2,"manifests":[]}'));
    expect(await failure(client.resolveVerified(node, clicked))).toMatchObject({ code: 'bad-answer', host: 'cgr.dev' });
  });
});
