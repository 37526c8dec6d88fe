import { describe, expect, it } from 'vitest';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, withHeaders } from '../fakes';
import { clicked, opened, reaches, world } from './world';

const host = 'registry.corp.example';
const manifest = `https://${host}/v2/team/app/manifests/1`;
const app = reference(`${host}/team/app:1`);

describe('a registry of one\'s own', () => {
  it('is not asked because a file names it', async () => {
    const { internet, client } = await world(host);
    expect(await failure(client.resolve(app, opened))).toMatchObject({ code: 'host-not-allowed', host });
    expect(internet.log).toEqual([]);
  });

  it('may leave the digest out (Nexus): it is that of the bytes', async () => {
    const { registry, internet, client } = await world(host);
    const { digest } = registry.putIndex('team/app', '1');
    registry.script(/manifests/, withHeaders({ 'docker-content-digest': undefined }));
    expect(await client.resolve(app, clicked)).toMatchObject({ digest, verified: true });
    expect(internet.log).toEqual([`HEAD ${manifest}`, `GET ${manifest}`]);
  });

  it.each([
    ['an address of the cluster', 'https://172.30.1.1:5000/openshift/token', 'host-not-allowed', '172.30.1.1:5000'],
    ['a name of the cluster, which leads to a private address', 'https://token.cluster.internal/openshift/token', 'host-not-allowed', 'token.cluster.internal'],
    ['a name that leads nowhere', 'https://docker-registry.default.svc:5000/openshift/token', 'unreachable', 'docker-registry.default.svc:5000'],
  ])('may have its tokens at %s (OpenShift): said at once, with that host', async (_, realm, code, where) => {
    const { registry, internet, client, clock } = await world(host, { inside: ['token.cluster.internal'] });
    registry.script(/manifests/, answer(401, { 'www-authenticate': `Bearer realm="${realm}"` }));
    const error = await failure(client.resolve(app, clicked));
    expect(error).toMatchObject({ code, host: where });
    expect(error.message).toContain(where);
    expect(reaches(internet)).toEqual([`consented ${host}`, `public ${where}`]);
    expect(clock.slept).toEqual([]);
  });

  it.each([
    ['in one header', 'Basic realm="https://codeberg.org/v2",service="container_registry",scope="*", Bearer realm="https://codeberg.org/v2/token",service="container_registry",scope="*"'],
    ['in two', ['Bearer realm="https://codeberg.org/v2/token",service="container_registry",scope="*"', 'Basic realm="https://codeberg.org/v2",service="container_registry",scope="*"']],
  ])('may offer a login and a token at once, %s (Gitea, Codeberg): the token is taken', async (_, challenges) => {
    const { registry, internet, client } = await world('codeberg.org');
    const { digest } = registry.putIndex('forgejo/forgejo', '11');
    registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? serve() : response.writeHead(401, { 'www-authenticate': challenges }).end()));
    registry.script('/v2/token', answer(200, {}, '{"token":"for-everybody"}'));
    expect(await client.resolve(reference('codeberg.org/forgejo/forgejo:11'), clicked)).toMatchObject({ digest });
    expect(internet.log).toEqual([
      'HEAD https://codeberg.org/v2/forgejo/forgejo/manifests/11', 'GET https://codeberg.org/v2/token?service=container_registry&scope=*', 'HEAD https://codeberg.org/v2/forgejo/forgejo/manifests/11',
    ]);
    expect(internet.shown).toEqual(['codeberg.org Bearer for-everybody']);
  });
});
