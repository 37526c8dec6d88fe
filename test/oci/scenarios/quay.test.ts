import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { opened, world, type World } from './world';

const manifest = 'https://quay.io/v2/acme/app/manifests/1';
const tokenUrl = 'GET https://quay.io/v2/auth?service=quay.io&scope=repository:acme/app:pull';

function quay(): Promise<World> {
  return world('quay.io', { auth: 'bearer', service: 'quay.io', tokenPath: '/v2/auth' });
}

describe('quay.io', () => {
  it('wants a token, by GET, from those without a login too', async () => {
    const { registry, internet, client } = await quay();
    const { digest } = registry.putIndex('acme/app', '1');
    expect(await client.resolve(reference('quay.io/acme/app:1'), opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, tokenUrl, `HEAD ${manifest}`]);
  });

  it('answers 401 for what is private or not there, token or not: unknown, and asked for one token only', async () => {
    const { registry, internet, client } = await quay();
    registry.script(/manifests/, (_, response) => {
      response.setHeader('www-authenticate', 'Bearer realm="https://quay.io/v2/auth",service="quay.io",scope="repository:acme/app:pull"');
      sendError(response, 401, 'UNAUTHORIZED');
    });
    expect(await failure(client.resolve(reference('quay.io/acme/app:1'), opened))).toMatchObject({ code: 'unauthorized', status: 401, host: 'quay.io' });
    expect(internet.log).toEqual([`HEAD ${manifest}`, tokenUrl, `HEAD ${manifest}`]);
  });
});
