import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { clicked, opened, world, type World } from './world';

const host = 'acmecorp.azurecr.io';
const manifest = `https://${host}/v2/app/manifests/1`;

function azure(): Promise<World> {
  return world(host, { auth: 'bearer', service: host, tokenPath: '/oauth2/token' });
}

describe('Azure Container Registry', () => {
  it('is not asked because a file names it', async () => {
    const { internet, client } = await azure();
    expect(await failure(client.resolve(reference(`${host}/app:1`), opened))).toMatchObject({ code: 'host-not-allowed', host });
    expect(internet.log).toEqual([]);
  });

  it('gives everybody tokens where somebody chose so', async () => {
    const { registry, internet, client } = await azure();
    const { digest } = registry.putIndex('app', '1');
    expect(await client.resolve(reference(`${host}/app:1`), clicked)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, `GET https://${host}/oauth2/token?service=${host}&scope=repository:app:pull`, `HEAD ${manifest}`]);
  });

  it('refuses the token elsewhere: unknown, after two requests', async () => {
    const { registry, internet, client } = await azure();
    registry.script('/oauth2/token', (_, response) => sendError(response, 401, 'UNAUTHORIZED'));
    expect(await failure(client.resolve(reference(`${host}/app:1`), clicked))).toMatchObject({ code: 'unauthorized', status: 401, host });
    expect(internet.log).toHaveLength(2);
  });
});
