import { describe, expect, it } from 'vitest';
import { basicHeader, basicLogin } from '../../support/fake-logins';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, asUsual, fake, withHeaders } from '../fakes';
import { clicked, guard, opened, world } from './world';

describe('a login for Docker Hub', () => {
  it('is shown to its token service, under whatever name the image has, and to nobody else', async () => {
    const { registry, internet, client } = await world('registry-1.docker.io', { auth: 'bearer', tokenHost: 'auth.docker.io', service: 'registry.docker.io', logins: { 'docker.io': basicLogin() } });
    const { digest } = registry.putIndex('acme/secret', '1');
    for (const name of ['acme/secret:1', 'index.docker.io/acme/secret:1', 'registry-1.docker.io/acme/secret:1']) expect(await client.resolve(reference(name), opened)).toMatchObject({ digest });
    expect(internet.shown).toEqual([`auth.docker.io ${basicHeader()}`, ...Array.from({ length: 3 }, () => 'registry-1.docker.io Bearer token-1')]);
  });
});

describe('a login for ghcr.io', () => {
  it('is no token itself: it is exchanged for one', async () => {
    const { registry, internet, client } = await world('ghcr.io', { auth: 'bearer', service: 'ghcr.io', logins: { 'ghcr.io': basicLogin('alice', 'ghp_canary') } });
    const { digest } = registry.putIndex('acme/secret', '1');
    expect(await client.resolve(reference('ghcr.io/acme/secret:1'), opened)).toMatchObject({ digest });
    expect(internet.shown).toEqual([`ghcr.io ${basicHeader('alice', 'ghp_canary')}`, 'ghcr.io Bearer token-1']);
    expect(internet.log).toHaveLength(3);
  });

  it('gets a token for each repository, without asking in vain', async () => {
    const { registry, internet, client } = await world('ghcr.io', { auth: 'bearer', service: 'ghcr.io', logins: { 'ghcr.io': basicLogin() } });
    for (const name of ['acme/one', 'acme/two']) registry.putIndex(name, '1');
    await client.resolve(reference('ghcr.io/acme/one:1'), opened);
    await client.resolve(reference('ghcr.io/acme/two:1'), opened);
    expect(internet.log.filter(line => line.includes('/token'))).toHaveLength(2);
    expect(internet.log).toHaveLength(5);
  });
});

describe('a login for Google', () => {
  it.each(['_json_key', '_json_key_base64', 'oauth2accesstoken', '_dcgcr_1_5_0_token'])('has the name %s, which is a name like others', async username => {
    const host = 'europe-west3-docker.pkg.dev';
    const { registry, internet, client } = await world(host, { auth: 'bearer', service: host, tokenPath: '/v2/token', logins: { [host]: basicLogin(username, '{"private_key":"-----BEGIN\\n"}') } });
    const { digest } = registry.putIndex('acme/images/app', '1');
    expect(await client.resolve(reference(`${host}/acme/images/app:1`), opened)).toMatchObject({ digest });
    expect(internet.shown).toEqual([`${host} ${basicHeader(username, '{"private_key":"-----BEGIN\\n"}')}`, `${host} Bearer token-1`]);
  });

  it('in one region is none in another', async () => {
    const { registry, internet, client } = await world('us-docker.pkg.dev', { auth: 'bearer', tokenPath: '/v2/token', logins: { 'europe-docker.pkg.dev': basicLogin(), 'pkg.dev': basicLogin() } });
    registry.putIndex('acme/app', '1');
    await client.resolve(reference('us-docker.pkg.dev/acme/app:1'), opened);
    expect(internet.shown).toEqual(['us-docker.pkg.dev Bearer token-1']);
  });
});

describe('a login for Amazon ECR', () => {
  const host = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';
  const challenge = `Basic realm="https://${host}/",service="ecr.amazonaws.com"`;

  it('is shown to the registry itself, at once for the next image; its realm is no URL to be asked', async () => {
    const made = await world(host, { logins: { [host]: basicLogin('AWS', 'eyJwYXlsb2Fk') } });
    const { registry, internet, client } = made;
    const { digest } = registry.putIndex('app', '1');
    registry.putIndex('other', '1');
    guard(made, basicHeader('AWS', 'eyJwYXlsb2Fk'), challenge);
    expect(await client.resolve(reference(`${host}/app:1`), clicked)).toMatchObject({ digest, verified: false });
    await client.resolve(reference(`${host}/other:1`), clicked);
    const manifest = `HEAD https://${host}/v2/app/manifests/1`;
    expect(internet.log).toEqual([manifest, manifest, `HEAD https://${host}/v2/other/manifests/1`]);
    expect(internet.shown).toEqual([`${host} ${basicHeader('AWS', 'eyJwYXlsb2Fk')}`, `${host} ${basicHeader('AWS', 'eyJwYXlsb2Fk')}`]);
  });

  it('that has ended after twelve hours is told, not tried for ever', async () => {
    const made = await world(host, { logins: { [host]: basicLogin('AWS', 'old') } });
    guard(made, basicHeader('AWS', 'new'), challenge);
    expect(await failure(made.client.resolve(reference(`${host}/app:1`), clicked))).toMatchObject({ code: 'unauthorized', login: 'refused', host });
    expect(made.internet.log.length).toBeLessThanOrEqual(3);
  });

  it('reads the digest from the bytes where no header tells it', async () => {
    const made = await world(host, { logins: { [host]: basicLogin('AWS') } });
    const { digest } = made.registry.putIndex('app', '1');
    const served = withHeaders({ 'docker-content-digest': undefined });
    made.registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? served(request, response, serve) : response.writeHead(401, { 'www-authenticate': challenge }).end()));
    expect(await made.client.resolve(reference(`${host}/app:1`), clicked)).toMatchObject({ digest, verified: true });
    expect(made.internet.log.map(line => line.split(' ')[0])).toEqual(['HEAD', 'HEAD', 'GET']);
  });
});

describe('a login for Azure', () => {
  const host = 'acmecorp.azurecr.io';
  const challenge = `Bearer realm="https://${host}/oauth2/token",service="${host}",scope="repository:app:pull"`;
  const refresh = { kind: 'identity-token', token: 'refresh-canary', username: '00000000-0000-0000-0000-000000000000' } as const;

  it('is a refresh token, posted to its own token service first, in a form', async () => {
    const made = await world(host, { logins: { [host]: refresh } });
    const { digest } = made.registry.putIndex('app', '1');
    made.registry.script('POST /oauth2/token', answer(200, {}, '{"access_token":"for-an-hour"}'));
    guard(made, 'Bearer for-an-hour', challenge);
    expect(await made.client.resolve(reference(`${host}/app:1`), clicked)).toMatchObject({ digest });
    expect(made.internet.log).toEqual([`HEAD https://${host}/v2/app/manifests/1`, `POST https://${host}/oauth2/token`, `HEAD https://${host}/v2/app/manifests/1`]);
    expect(Object.fromEntries(new URLSearchParams(made.internet.asked[1]?.body))).toMatchObject({ grant_type: 'refresh_token', service: host, scope: 'repository:app:pull', refresh_token: 'refresh-canary' });
    expect(made.internet.shown).toEqual([`${host} Bearer for-an-hour`]);
    expect(made.lines.join()).not.toContain('canary');
  });

  it.each([404, 405])('is a password where the service does not know of such (%i)', async status => {
    const made = await world(host, { logins: { [host]: refresh } });
    const { digest } = made.registry.putIndex('app', '1');
    made.registry.script('POST /oauth2/token', answer(status));
    made.registry.script('GET /oauth2/token', answer(200, {}, '{"token":"for-an-hour"}'));
    guard(made, 'Bearer for-an-hour', challenge);
    expect(await made.client.resolve(reference(`${host}/app:1`), clicked)).toMatchObject({ digest });
    expect(made.internet.shown[0]).toBe(`${host} ${basicHeader(refresh.username, refresh.token)}`);
  });

  it.each([`${host}.evil.example`, `evil-${host}`, `${host}:8443`, 'other.azurecr.io'])('attack A5: is not shown to %s', async impostor => {
    const genuine = await world(host, { logins: { [host]: refresh } });
    guard(genuine, 'Bearer never', challenge);
    await failure(genuine.client.resolve(reference(`${host}/app:1`), clicked));
    expect(genuine.internet.asked.map(({ body }) => body).join()).toContain('refresh-canary');
    const made = await world(impostor, { logins: { [host]: refresh } });
    guard(made, 'Bearer never', challenge.replaceAll(host, impostor));
    await failure(made.client.resolve(reference(`${impostor}/app:1`), clicked));
    expect(made.internet.log.length).toBeGreaterThan(1);
    expect(JSON.stringify(made.internet.asked)).not.toContain('canary');
  });
});

describe('a login for Harbor', () => {
  it('has a $ in the name of a robot, which is shown as it is', async () => {
    const host = 'harbor.corp.example';
    const { registry, internet, client } = await world(host, { auth: 'bearer', service: 'harbor-registry', tokenPath: '/service/token', logins: { [host]: basicLogin('robot$team+ci', 'x$y') } });
    const { digest } = registry.putIndex('team/app', '1');
    expect(await client.resolve(reference(`${host}/team/app:1`), clicked)).toMatchObject({ digest });
    expect(internet.shown).toEqual([`${host} ${basicHeader('robot$team+ci', 'x$y')}`, `${host} Bearer token-1`]);
  });
});

describe('a login for GitLab', () => {
  const options = { auth: 'bearer', service: 'container_registry', tokenPath: '/jwt/auth' } as const;

  it('is shown to gitlab.com for registry.gitlab.com', async () => {
    const { registry, internet, client } = await world('registry.gitlab.com', { ...options, tokenHost: 'gitlab.com', logins: { 'registry.gitlab.com': basicLogin('gitlab+deploy-token-1') } });
    const { digest } = registry.putIndex('acme/tools/app', '1');
    expect(await client.resolve(reference('registry.gitlab.com/acme/tools/app:1'), opened)).toMatchObject({ digest });
    expect(internet.shown).toEqual([`gitlab.com ${basicHeader('gitlab+deploy-token-1')}`, 'registry.gitlab.com Bearer token-1']);
  });

  it('of one\'s own is shown to its other host only where the person named that', async () => {
    const own = { ...options, tokenHost: 'gitlab.corp.example', logins: { 'registry.corp.example': basicLogin() } };
    const unnamed = await world('registry.corp.example', own);
    unnamed.registry.putIndex('app', '1');
    await unnamed.client.resolve(reference('registry.corp.example/app:1'), clicked);
    expect(unnamed.internet.shown).toEqual(['registry.corp.example Bearer token-1']);
    const named = await world('registry.corp.example', { ...own, tokenRealms: { 'registry.corp.example': ['gitlab.corp.example'] } });
    named.registry.putIndex('app', '1');
    await named.client.resolve(reference('registry.corp.example/app:1'), clicked);
    expect(named.internet.shown).toEqual([`gitlab.corp.example ${basicHeader()}`, 'registry.corp.example Bearer token-1']);
  });

  it('that may not see an image is told: 403 where tokens are had', async () => {
    const { registry, client } = await world('registry.gitlab.com', { ...options, tokenHost: 'gitlab.com', logins: { 'registry.gitlab.com': basicLogin() } });
    registry.script('/jwt/auth', (_, response) => sendError(response, 403, 'DENIED'));
    expect(await failure(client.resolve(reference('registry.gitlab.com/acme/app:1'), opened))).toMatchObject({ code: 'unauthorized', status: 403, host: 'gitlab.com', login: 'used' });
  });
});

describe('a login for Artifactory', () => {
  const host = 'acme.jfrog.example';

  it('is shown to it where it wants a password', async () => {
    const made = await world(host, { logins: { [host]: basicLogin() } });
    const { digest } = made.registry.putIndex('docker-local/app', '1');
    guard(made, basicHeader(), 'Basic realm="Artifactory Realm"');
    expect(await made.client.resolve(reference(`${host}/docker-local/app:1`), clicked)).toMatchObject({ digest });
    expect(made.internet.log).toHaveLength(2);
  });

  it.each([
    ['password', 'Basic realm="Artifactory Realm"', basicHeader(), 3], ['token', `Bearer realm="https://${host}/v2/token",service="${host}"`, 'Bearer given', 4],
  ])('is found out to be wanted, as a %s, where it refuses before it says so', async (_, challenge, shown, requests) => {
    const made = await world(host, { logins: { [host]: basicLogin() } });
    const { registry, internet, client } = made;
    const { digest } = registry.putIndex('docker-local/app', '1');
    registry.putIndex('docker-local/other', '1');
    registry.script('/v2/token', answer(200, {}, '{"token":"given"}'));
    registry.script(/manifests/, (request, response, serve) => (request.headers.authorization === shown ? serve() : response.writeHead(403).end()));
    registry.script('GET /v2/', answer(401, { 'www-authenticate': challenge }));
    expect(await client.resolve(reference(`${host}/docker-local/app:1`), clicked)).toMatchObject({ digest });
    expect(internet.log.slice(0, 2)).toEqual([`HEAD https://${host}/v2/docker-local/app/manifests/1`, `GET https://${host}/v2/`]);
    expect(internet.log).toHaveLength(requests);
    await client.resolve(reference(`${host}/docker-local/other:1`), clicked);
    expect(internet.log.filter(line => line.endsWith('/v2/'))).toHaveLength(1);
  });

  it('is not asked for at the root of another host, nor where the root has nothing to say', async () => {
    const other = await fake();
    const made = await world(host, { logins: { [host]: basicLogin() }, others: { 'other.example': other.host } });
    made.registry.script(/manifests/, answer(403));
    made.registry.script('GET /v2/', asUsual, answer(307, { location: 'https://other.example/v2/' }));
    other.script(/./, answer(401, { 'www-authenticate': 'Basic realm="x"' }));
    for (let times = 0; times < 2; times += 1) {
      expect(await failure(made.client.resolve(reference(`${host}/docker-local/app:1`), clicked))).toMatchObject({ code: 'unauthorized', status: 403, host });
    }
    expect(other.log).toEqual(['GET /v2/']);
    expect(made.internet.shown).toEqual([]);
  });
});

describe('a login for cgr.dev', () => {
  it('makes a customer of somebody, who is told what is not there', async () => {
    const logins = { 'cgr.dev': basicLogin('_token') };
    const { registry, client } = await world('cgr.dev', { auth: 'bearer', service: 'cgr.dev', logins });
    registry.putIndex('acme.example/node', '20');
    expect(await client.resolve(reference('cgr.dev/acme.example/node:21'), opened)).toBe('missing');
    const stranger = await world('cgr.dev', { auth: 'bearer', service: 'cgr.dev' });
    expect(await failure(stranger.client.resolve(reference('cgr.dev/acme.example/node:21'), opened))).toMatchObject({ code: 'unauthorized', status: 404 });
  });
});
