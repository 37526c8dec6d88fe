import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { withHeaders } from '../fakes';
import { clicked, reaches, world, type World } from './world';

const host = 'harbor.corp.example:8443';
const manifest = `https://${host}/v2/proxy/library/node/manifests/20`;
const node = reference(`${host}/proxy/library/node:20`);

function harbor(): Promise<World> {
  return world(host, { auth: 'bearer', service: 'harbor-registry', tokenPath: '/service/token', inside: ['harbor.corp.example'] });
}

describe('Harbor', () => {
  it('has its tokens at its own host and port, which may be a private address', async () => {
    const { registry, internet, client } = await harbor();
    const { digest } = registry.putIndex('proxy/library/node', '20');
    expect(await client.resolve(node, clicked)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, `GET https://${host}/service/token?service=harbor-registry&scope=repository:proxy/library/node:pull`, `HEAD ${manifest}`]);
    expect(new Set(reaches(internet))).toEqual(new Set([`consented ${host}`]));
  });

  it('is not followed to another port of itself', async () => {
    const { registry, internet, client } = await harbor();
    registry.script(/manifests/, (_, response) => response.writeHead(401, { 'www-authenticate': 'Bearer realm="https://harbor.corp.example:9443/service/token",service="harbor-registry"' }).end());
    expect(await failure(client.resolve(node, clicked))).toMatchObject({ code: 'host-not-allowed', host: 'harbor.corp.example:9443' });
    expect(reaches(internet)).toEqual([`consented ${host}`, 'public harbor.corp.example:9443']);
  });

  it('calls what is not there NOT_FOUND: believed, after a GET', async () => {
    const { registry, internet, client } = await harbor();
    registry.script('GET /v2/proxy/library/node/manifests/20', (_, response) => sendError(response, 404, 'NOT_FOUND'));
    expect(await client.resolve(node, clicked)).toBe('missing');
    expect(internet.log.map(line => line.split(' ')[0])).toEqual(['HEAD', 'GET', 'HEAD', 'GET']);
  });

  it('answers 401 for a repository that its cache does not have: unknown', async () => {
    const { registry, client } = await harbor();
    registry.script(/manifests/, (_, response) => {
      response.setHeader('www-authenticate', `Bearer realm="https://${host}/service/token",service="harbor-registry",scope="repository:proxy/library/node:pull"`);
      sendError(response, 401, 'UNAUTHORIZED');
    });
    expect(await failure(client.resolve(node, clicked))).toMatchObject({ code: 'unauthorized', status: 401, host });
  });

  it('sets cookies, and gets none of them back', async () => {
    const { registry, internet, client } = await harbor();
    registry.putIndex('proxy/library/node', '20');
    registry.script(/./, withHeaders({ 'set-cookie': 'sid=canary; Path=/; HttpOnly' }));
    await client.resolve(node, clicked);
    await client.resolveVerified(node, clicked);
    expect(registry.requests.length).toBeGreaterThan(3);
    expect(registry.requests.every(({ headers }) => headers.cookie === undefined)).toBe(true);
    expect(internet.asked.every(({ headers }) => headers['cookie'] === undefined)).toBe(true);
  });
});
