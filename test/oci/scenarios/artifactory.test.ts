import { describe, expect, it } from 'vitest';
import { sendError, type Handler } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, asUsual, withHeaders } from '../fakes';
import { clicked, world, type World } from './world';

const host = 'acme.jfrog.example';
const api = `https://${host}/v2`;
const itself = { 'x-jfrog-version': 'Artifactory/7.111.4 81104900', 'x-artifactory-id': 'a1', server: 'JFrog' };
const app = reference(`${host}/docker-virtual/app:1`);

async function artifactory(auth: 'none' | 'bearer' = 'none'): Promise<World> {
  const made = await world(host, { auth, service: host, tokenPath: '/v2/token' });
  made.registry.script(/./, withHeaders(itself));
  return made;
}

const missing: Handler = (_, response) => {
  for (const [name, value] of Object.entries(itself)) response.setHeader(name, value);
  sendError(response, 404, 'MANIFEST_UNKNOWN');
};

describe('Artifactory', () => {
  it('leaves the scope out of its challenge: the usual one is asked for', async () => {
    const { registry, internet, client } = await artifactory('bearer');
    const { digest } = registry.putIndex('docker-virtual/app', '1');
    registry.script('HEAD /v2/docker-virtual/app/manifests/1', (_, response) => response.writeHead(401, { ...itself, 'www-authenticate': `Bearer realm="${api}/token",service="${host}"` }).end(), asUsual);
    expect(await client.resolve(app, clicked)).toMatchObject({ digest });
    expect(internet.log).toEqual([
      `HEAD ${api}/docker-virtual/app/manifests/1`, `GET ${api}/token?service=${host}&scope=repository:docker-virtual/app:pull`, `HEAD ${api}/docker-virtual/app/manifests/1`,
    ]);
  });

  it('wants a login by password: no token is looked for', async () => {
    const { registry, internet, client } = await artifactory();
    registry.script(/manifests/, answer(401, { ...itself, 'www-authenticate': 'Basic realm="Artifactory Realm"' }));
    expect(await failure(client.resolve(app, clicked))).toMatchObject({ code: 'unauthorized', status: 401, host });
    expect(internet.log.filter(line => line.includes('/token'))).toEqual([]);
  });

  it('has official images behind a proxy of Docker Hub under library/ alone', async () => {
    const { registry, internet, client } = await artifactory();
    const { digest } = registry.putIndex('docker-virtual/library/node', '20');
    registry.script(/docker-virtual\/node/, missing);
    expect(await client.resolve(reference(`${host}/docker-virtual/node:20`), clicked)).toMatchObject({ digest, verified: true });
    expect(internet.log).toEqual([
      `HEAD ${api}/docker-virtual/node/manifests/20`, `GET ${api}/docker-virtual/node/manifests/20`, `GET ${api}/docker-virtual/library/node/manifests/20`,
    ]);
  });

  it('is asked for nothing under library/ that is no official image, or is there', async () => {
    const { registry, internet, client } = await artifactory();
    registry.putIndex('docker-virtual/app', '1');
    await client.resolve(app, clicked);
    registry.script(/grafana/, missing);
    expect(await client.resolve(reference(`${host}/docker-virtual/grafana/grafana:1`), clicked)).toBe('missing');
    expect(internet.log.filter(line => line.includes('library'))).toEqual([]);
  });

  it('does not have what is not under library/ either', async () => {
    const { registry, internet, client } = await artifactory();
    registry.script(/manifests/, missing);
    expect(await client.resolve(app, clicked)).toBe('missing');
    expect(internet.log).toHaveLength(3);
  });

  it('is who answers so: the same 404 of another registry is the end', async () => {
    const { internet, client } = await world(host);
    expect(await client.resolve(app, clicked)).toBe('missing');
    expect(internet.log).toHaveLength(2);
  });

  it('answers 403 for a tag that is not there: unknown', async () => {
    const { registry, client } = await artifactory();
    registry.script(/manifests/, answer(403, itself));
    expect(await failure(client.resolve(app, clicked))).toMatchObject({ code: 'unauthorized', status: 403, host });
  });
});
