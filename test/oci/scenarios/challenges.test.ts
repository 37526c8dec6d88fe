import { describe, expect, it } from 'vitest';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, asUsual, fake } from '../fakes';
import { clicked, opened, world, type World } from './world';

const manifest = 'https://quay.io/v2/acme/app/manifests/1';
const app = reference('quay.io/acme/app:1');
const scope = 'repository:acme/app:pull';
const usual = `Bearer realm="https://quay.io/token",service="fake",scope="${scope}"`;

function quay(): Promise<World> {
  return world('quay.io', { auth: 'bearer' });
}

/** Answers those without a token with this challenge. */
function challenge(made: World, header: string | undefined): void {
  made.registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? serve() : response.writeHead(401, header === undefined ? {} : { 'www-authenticate': header }).end()));
}

describe('a challenge', () => {
  it.each([
    ['as usual', usual],
    ['with its scheme in capitals', usual.replace('Bearer', 'BEARER')],
    ['with its parameters in capitals', usual.replace('realm', 'Realm').replace('scope', 'SCOPE')],
    ['without quotes', usual.replaceAll('"', '')],
    ['without the last quote', usual.slice(0, -1)],
    ['without a comma', usual.replace('",service', '" service')],
    ['with blanks around', usual.replaceAll(',', ' , ').replaceAll('=', ' = ')],
    ['with more in it', `${usual},error="invalid_token",charset="UTF-8"`],
    ['after a login (Gitea, Codeberg)', `Basic realm="Gitea", ${usual}`],
    ['before a login', `${usual}, Basic realm="Gitea"`],
    ['after one that nobody knows', `Negotiate, Digest realm="x",nonce="y", ${usual}`],
  ])('is understood %s: token from the realm, then the answer', async (_, header) => {
    const made = await quay();
    const { digest } = made.registry.putIndex('acme/app', '1');
    challenge(made, header);
    expect(await made.client.resolve(app, opened)).toMatchObject({ digest });
    expect(made.internet.log).toEqual([`HEAD ${manifest}`, `GET https://quay.io/token?service=fake&scope=${scope}`, `HEAD ${manifest}`]);
  });

  it('without a scope (Artifactory, by HEAD) is for the usual one', async () => {
    const made = await quay();
    const { digest } = made.registry.putIndex('acme/app', '1');
    challenge(made, 'Bearer realm="https://quay.io/token",service="fake"');
    expect(await made.client.resolve(app, opened)).toMatchObject({ digest });
    expect(made.internet.log).toEqual([`HEAD ${manifest}`, `GET https://quay.io/token?service=fake&scope=${scope}`, `HEAD ${manifest}`]);
  });

  it.each([
    ['none', undefined], ['that wants a login', 'Basic realm="Sonatype Nexus Repository Manager"'], ['that wants a login at a URL', 'Basic realm="https://evil.example/token",service="x"'],
    ['without a realm', 'Bearer service="fake"'], ['of words alone', 'Bearer'], ['with a realm that is no URL', 'Bearer realm="/token"'],
  ])('%s ends in one request', async (_, header) => {
    const made = await quay();
    challenge(made, header);
    expect(['unauthorized', 'bad-answer']).toContain((await failure(made.client.resolve(app, opened))).code);
    expect(made.internet.log).toHaveLength(1);
  });

  it('for more is answered once more, with the scope that it names', async () => {
    const made = await quay();
    const { digest } = made.registry.putIndex('acme/app', '1');
    const wider = `repository:acme/base:pull ${scope}`;
    made.registry.script(/manifests/, asUsual, (_, response) => response.writeHead(401, { 'www-authenticate': `Bearer realm="https://quay.io/token",service="fake",scope="${wider}",error="insufficient_scope"` }).end(), asUsual);
    expect(await made.client.resolve(app, opened)).toMatchObject({ digest });
    expect(made.internet.log).toEqual([
      `HEAD ${manifest}`, `GET https://quay.io/token?service=fake&scope=${scope}`, `HEAD ${manifest}`, `GET https://quay.io/token?service=fake&scope=${wider.replace(' ', '+')}`, `HEAD ${manifest}`,
    ]);
  });
});

describe('a token', () => {
  it.each([['token', '{"token":"canary"}'], ['access_token', '{"access_token":"canary"}'], ['both', '{"token":"canary","access_token":"other"}'], ['an empty one and another', '{"token":"","access_token":"canary"}']])('is called %s', async (_, body) => {
    const { registry, internet, client } = await quay();
    registry.script('/token', answer(200, {}, body));
    await failure(client.resolve(app, opened));
    expect(internet.shown).toEqual(['quay.io Bearer canary']);
  });

  it.each([
    ['an hour, made an hour from now', { expires_in: 3600, issued_at: new Date(Date.now() + 3_600_000).toISOString() }, 3000, 1],
    ['five minutes, made an hour ago', { expires_in: 300, issued_at: new Date(Date.now() - 3_600_000).toISOString() }, 200, 1],
    ['no time', {}, 50, 1], ['no time', {}, 61, 2], ['a second', { expires_in: 1 }, 50, 1], ['a text', { expires_in: 'soon' }, 61, 2], ['a year', { expires_in: 31_536_000 }, 3700, 2],
  ])('that says %s is judged by our own clock: after %j and %i s it is the %i. that is used', async (_, life, seconds, count) => {
    const { registry, internet, client, clock } = await quay();
    registry.putIndex('acme/app', '1');
    let made = 0;
    registry.script('/token', (request, response, serve) => {
      made += 1;
      const end = response.end.bind(response) as (text: string) => typeof response;
      response.end = ((text: string) => end(JSON.stringify({ token: (JSON.parse(text) as { token: string }).token, ...life }))) as typeof response.end;
      serve();
    });
    await client.resolve(app, opened);
    clock.advance(seconds * 1000);
    await client.resolve(app, opened);
    expect(made).toBe(count);
    expect(internet.shown).toHaveLength(2);
  });

  it('that is not taken any more is had anew, once', async () => {
    const { registry, internet, client } = await quay();
    const { digest } = registry.putIndex('acme/app', '1');
    await client.resolve(app, opened);
    registry.expireTokens();
    expect(await client.resolve(app, opened)).toMatchObject({ digest });
    expect(internet.log.slice(3)).toEqual([`HEAD ${manifest}`, `GET https://quay.io/token?service=fake&scope=${scope}`, `HEAD ${manifest}`]);
  });

  it('is one for all who ask at once', async () => {
    const { registry, internet, client } = await quay();
    for (const tag of ['1', '2', '3', '4', '5']) registry.putIndex('acme/app', tag);
    await Promise.all(['1', '2', '3', '4', '5'].map(tag => client.resolve({ ...app, tag }, opened)));
    expect(internet.log.filter(line => line.includes('/token'))).toHaveLength(1);
  });

  it('of one registry is never shown to another that has the same token service', async () => {
    const other = await fake({ auth: 'bearer' });
    const made = await world('quay.io', { auth: 'bearer', others: { 'ghcr.io': other.host } });
    made.registry.putIndex('acme/app', '1');
    other.script(/manifests/, answer(401, { 'www-authenticate': usual }));
    await made.client.resolve(app, opened);
    await failure(made.client.resolve(reference('ghcr.io/acme/app:1'), clicked));
    expect(made.internet.shown).toEqual(['quay.io Bearer token-1', 'ghcr.io Bearer token-2']);
  });
});
