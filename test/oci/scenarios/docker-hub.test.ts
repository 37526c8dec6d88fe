import { describe, expect, it } from 'vitest';
import { createHubAccounts, createHubApi } from '../../../server/src/oci';
import { sendError } from '../../support/fake-registry';
import { background, createTestClock, failure, reference } from '../../support/fake-registry-client';
import { createInternet } from '../../support/internet';
import { answer, asUsual, fake, withHeaders } from '../fakes';
import { clicked, opened, reaches, world, type World } from './world';

const manifests = 'https://registry-1.docker.io/v2/library/node/manifests';
const tokenUrl = 'GET https://auth.docker.io/token?service=registry.docker.io&scope=repository:library/node:pull';

function hub(): Promise<World> {
  return world('registry-1.docker.io', { auth: 'bearer', tokenHost: 'auth.docker.io', service: 'registry.docker.io' });
}

describe('Docker Hub', () => {
  it('has its tokens on another host, official images under library/, and is asked by HEAD, which is no pull', async () => {
    const { registry, internet, client } = await hub();
    const { digest } = registry.putIndex('library/node', '20');
    expect(await client.resolve(reference('node:20'), opened)).toMatchObject({ digest, verified: false });
    expect(internet.log).toEqual([`HEAD ${manifests}/20`, tokenUrl, `HEAD ${manifests}/20`]);
    expect(internet.shown).toEqual(['registry-1.docker.io Bearer token-1']);
    expect(reaches(internet)).toEqual(['consented registry-1.docker.io', 'public auth.docker.io', 'consented registry-1.docker.io']);
  });

  it('is the same under all of its names, and is asked once for one image', async () => {
    const { registry, internet, client } = await hub();
    registry.putIndex('library/node', '20');
    for (const name of ['node:20', 'docker.io/node:20', 'index.docker.io/library/node:20']) await client.resolve(reference(name), opened);
    expect(internet.log.slice(3)).toEqual([`HEAD ${manifests}/20`, `HEAD ${manifests}/20`]);
    expect(new Set(internet.asked.map(({ url }) => new URL(url).host))).toEqual(new Set(['registry-1.docker.io', 'auth.docker.io']));
  });

  it('costs one request for a further tag, and two for a further repository', async () => {
    const { registry, internet, client } = await hub();
    for (const tag of ['20', '22']) registry.putIndex('library/node', tag);
    registry.putIndex('grafana/grafana', '11');
    await client.resolve(reference('node:20'), opened);
    await client.resolve(reference('node:22'), opened);
    await client.resolve(reference('grafana/grafana:11'), opened);
    expect(internet.log.slice(3)).toEqual([
      `HEAD ${manifests}/22`,
      'GET https://auth.docker.io/token?service=registry.docker.io&scope=repository:grafana/grafana:pull',
      'HEAD https://registry-1.docker.io/v2/grafana/grafana/manifests/11',
    ]);
  });

  it('answers 401 for what is private or not there: unknown, after three requests', async () => {
    const { registry, internet, client } = await hub();
    registry.script(/manifests/, (_, response) => {
      response.setHeader('www-authenticate', 'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:acme/secret:pull",error="insufficient_scope"');
      sendError(response, 401, 'UNAUTHORIZED');
    });
    expect(await failure(client.resolve(reference('acme/secret:1'), opened))).toMatchObject({ code: 'unauthorized', status: 401, host: 'registry-1.docker.io' });
    expect(internet.log).toHaveLength(3);
  });

  it('has no limit where it tells none', async () => {
    const { registry, internet, client } = await hub();
    for (let tag = 0; tag < 120; tag += 1) registry.putImage('library/node', String(tag), String(tag));
    for (let tag = 0; tag < 120; tag += 1) await client.resolve(reference(`node:${tag}`), opened);
    expect(internet.log).toHaveLength(122);
  });

  it('is left alone in the background when a tenth of the limit is left, and still asked by a click', async () => {
    const { registry, internet, client } = await hub();
    registry.putIndex('library/node', '20');
    const low = withHeaders({ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '10;w=21600' });
    registry.script(/manifests/, asUsual, low);
    await client.resolve(reference('node:20'), opened);
    expect(await failure(client.resolve(reference('node:22'), opened))).toMatchObject({ code: 'rate-limited', host: 'registry-1.docker.io' });
    expect(internet.log).toHaveLength(3);
    expect(await client.resolve(reference('node:20'), clicked)).toMatchObject({ verified: false });
  });

  it.each([
    ['the limit on pulls', answer(429, { 'content-type': 'application/json', 'retry-after': '120' }, '{"errors":[{"code":"TOOMANYREQUESTS","message":"You have reached your pull rate limit."}]}'), 120_000],
    ['the limit on abuse', answer(429, { 'content-type': 'text/html' }, '<html><body><h1>429 Too Many Requests</h1>'), 60_000],
  ])('is left alone after %s, by the second question too', async (_, handler, pause) => {
    const { registry, internet, client, clock } = await hub();
    registry.script(/manifests/, handler);
    const error = await failure(client.resolve(reference('node:20'), clicked));
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, host: 'registry-1.docker.io' });
    expect(Math.abs((error.retryAt ?? 0) - clock.now() - pause)).toBeLessThan(5000);
    expect(await failure(client.resolve(reference('grafana/grafana:1'), clicked))).toMatchObject({ code: 'rate-limited', retryAt: error.retryAt });
    expect(internet.log).toEqual([`HEAD ${manifests}/20`]);
  });

  it('has an API for people beside, which is shown no token', async () => {
    const { registry, internet, client } = await hub();
    registry.putIndex('library/node', '20');
    await client.resolve(reference('node:20'), opened);
    const people = await fake();
    people.script('/v2/orgs/grafana/', answer(200, {}, '{"badge":"verified_publisher"}'));
    const beside = createInternet({ 'hub.docker.com': people.host });
    const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const api = createHubApi({ http: beside.http, clock: createTestClock(), log: quiet, hash: { hex: () => '' } });
    expect(await createHubAccounts(api).badge('grafana', { consent: background() })).toBe('verified');
    expect(beside.log).toEqual(['GET https://hub.docker.com/v2/orgs/grafana/']);
    expect([internet.shown.length, beside.shown]).toEqual([1, []]);
  });
});
