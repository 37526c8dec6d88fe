import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { background, failure, reference } from '../../support/fake-registry-client';
import { clicked, opened, reaches, world, type World } from './world';

const name = 'acme/platform/tools/app/worker';
const manifest = `https://registry.gitlab.com/v2/${name}/manifests/1`;
const tokenUrl = `GET https://gitlab.com/jwt/auth?service=container_registry&scope=repository:${name}:pull`;

function gitlab(): Promise<World> {
  return world('registry.gitlab.com', { auth: 'bearer', tokenHost: 'gitlab.com', service: 'container_registry', tokenPath: '/jwt/auth' });
}

describe('GitLab', () => {
  it('has its tokens on another host, and nested paths', async () => {
    const { registry, internet, client } = await gitlab();
    const { digest } = registry.putIndex(name, '1');
    expect(await client.resolve(reference(`registry.gitlab.com/${name}:1`), opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, tokenUrl, `HEAD ${manifest}`]);
    expect(internet.shown).toEqual(['registry.gitlab.com Bearer token-1']);
  });

  it('forbids a token for what is private or not there: unknown, after two requests, and names the host that did', async () => {
    const { registry, internet, client } = await gitlab();
    registry.script('/jwt/auth', (_, response) => sendError(response, 403, 'DENIED'));
    expect(await failure(client.resolve(reference(`registry.gitlab.com/${name}:1`), opened))).toMatchObject({ code: 'unauthorized', status: 403, host: 'gitlab.com' });
    expect(internet.log).toEqual([`HEAD ${manifest}`, tokenUrl]);
  });

  it('gives tokens for less than a minute, or does not say: they are used for most of one', async () => {
    const { registry, internet, client, clock } = await gitlab();
    registry.putIndex(name, '1');
    registry.tokenLife = undefined;
    const look = (): Promise<unknown> => client.resolve(reference(`registry.gitlab.com/${name}:1`), opened);
    await look();
    clock.advance(40_000);
    await look();
    expect(internet.log.filter(line => line === tokenUrl)).toHaveLength(1);
    clock.advance(20_000);
    await look();
    expect(internet.log.filter(line => line === tokenUrl)).toHaveLength(2);
  });

  it('of one\'s own may have its tokens on a private address: refused until that host is allowed too', async () => {
    const { registry, internet, client } = await world('registry.corp.example', {
      auth: 'bearer', tokenHost: 'gitlab.corp.example', tokenPath: '/jwt/auth', inside: ['registry.corp.example', 'gitlab.corp.example'],
    });
    const { digest } = registry.putIndex('app', '1');
    const app = reference('registry.corp.example/app:1');
    expect(await failure(client.resolve(app, clicked))).toMatchObject({ code: 'host-not-allowed', host: 'gitlab.corp.example' });
    expect(reaches(internet)).toEqual(['consented registry.corp.example', 'public gitlab.corp.example']);
    expect(registry.log).toEqual(['HEAD /v2/app/manifests/1']);
    expect(await client.resolve(app, { consent: background('registry.corp.example', 'gitlab.corp.example') })).toMatchObject({ digest });
  });
});
