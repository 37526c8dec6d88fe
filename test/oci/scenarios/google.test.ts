import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { opened, world, type World } from './world';

function google(host: string): Promise<World> {
  return world(host, { auth: 'bearer', service: host, tokenPath: '/v2/token' });
}

describe('Google', () => {
  it.each(['gcr.io', 'eu.gcr.io', 'europe-west3-docker.pkg.dev'])('%s has its tokens itself, beside the images', async host => {
    const { registry, internet, client } = await google(host);
    const { digest } = registry.putIndex('acme/images/app', '1');
    expect(await client.resolve(reference(`${host}/acme/images/app:1`), opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([
      `HEAD https://${host}/v2/acme/images/app/manifests/1`,
      `GET https://${host}/v2/token?service=${host}&scope=repository:acme/images/app:pull`,
      `HEAD https://${host}/v2/acme/images/app/manifests/1`,
    ]);
  });

  it('denies a token for what is private, "or it may not exist": unknown, after two requests', async () => {
    const { registry, internet, client } = await google('gcr.io');
    registry.script('/v2/token', (_, response) => sendError(response, 403, 'DENIED'));
    const error = await failure(client.resolve(reference('gcr.io/acme/secret:1'), opened));
    expect(error).toMatchObject({ code: 'unauthorized', status: 403, host: 'gcr.io' });
    expect(error.message).toContain('answered 403 (DENIED)');
    expect(internet.log).toHaveLength(2);
  });

  it('gives tokens for five minutes, and is asked for another one before that', async () => {
    const { registry, internet, client, clock } = await google('gcr.io');
    registry.putIndex('acme/app', '1');
    const look = (): Promise<unknown> => client.resolve(reference('gcr.io/acme/app:1'), opened);
    await look();
    clock.advance(240_000);
    await look();
    expect(internet.log).toHaveLength(4);
    clock.advance(40_000);
    await look();
    expect(internet.log.slice(4).map(line => line.split(/[ ?]/)[1])).toEqual(['https://gcr.io/v2/token', 'https://gcr.io/v2/acme/app/manifests/1']);
  });
});
