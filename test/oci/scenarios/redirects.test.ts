import { describe, expect, it } from 'vitest';
import type { FakeRegistry } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, fake } from '../fakes';
import { clicked, opened, world, type World } from './world';

const manifest = 'https://quay.io/v2/acme/app/manifests/1';
const app = reference('quay.io/acme/app:1');

/** Sends everybody with a token to `location`; two more hosts have the image, the second one for those with a token of its own. */
async function redirecting(location: string): Promise<World & { cdn: FakeRegistry; second: FakeRegistry; digest: string }> {
  const [cdn, second] = [await fake(), await fake({ auth: 'bearer', service: 'second' })];
  const { digest } = cdn.putIndex('acme/app', '1');
  second.putIndex('acme/app', '1');
  const made = await world('quay.io', { auth: 'bearer', others: { 'cdn.quay.io': cdn.host, 'quay.io:8443': cdn.host, 'second.example': second.host } });
  made.registry.putIndex('acme/app', 'real');
  made.registry.script('/v2/acme/app/manifests/1', (request, response, serve) => (request.headers.authorization ? response.writeHead(307, { location }).end() : serve()));
  return { ...made, cdn, second, digest };
}

describe('a redirect', () => {
  it.each(['https://cdn.quay.io/v2/acme/app/manifests/1', 'https://quay.io:8443/v2/acme/app/manifests/1', '//cdn.quay.io/v2/acme/app/manifests/1'])('to %s is followed without the token', async location => {
    const { internet, client, digest } = await redirecting(location);
    expect(await client.resolve(app, opened)).toMatchObject({ digest });
    expect(internet.log).toHaveLength(4);
    expect(internet.shown).toEqual(['quay.io Bearer token-1']);
    expect(internet.asked.at(-1)?.reach).toBe('public');
  });

  it.each(['/v2/acme/app/manifests/real', 'real', 'https://quay.io/v2/acme/app/manifests/real', 'https://quay.io:443/v2/acme/app/manifests/real'])('to %s, which is the registry, keeps it', async location => {
    const { internet, client } = await redirecting(location);
    await client.resolve(app, opened);
    expect(internet.shown).toEqual(['quay.io Bearer token-1', 'quay.io Bearer token-1']);
  });

  it('to another registry gets a token of that one, and shows it nobody else', async () => {
    const { internet, client, digest } = await redirecting('https://second.example/v2/acme/app/manifests/1');
    expect(await client.resolve(app, opened)).toMatchObject({ digest });
    expect(internet.log.slice(3)).toEqual([
      'HEAD https://second.example/v2/acme/app/manifests/1', 'GET https://second.example/token?service=second&scope=repository:acme/app:pull', 'HEAD https://second.example/v2/acme/app/manifests/1',
    ]);
    expect(internet.shown).toEqual(['quay.io Bearer token-1', 'second.example Bearer token-1']);
  });

  it('back to the registry does not bring the token back', async () => {
    const { registry, cdn, internet, client } = await redirecting('https://cdn.quay.io/v2/acme/app/manifests/1');
    cdn.script(/manifests/, answer(307, { location: 'https://quay.io/v2/acme/app/manifests/back' }));
    registry.script('/v2/acme/app/manifests/back', answer(200));
    await failure(client.resolve(app, opened));
    expect(internet.log).toContain('HEAD https://quay.io/v2/acme/app/manifests/back');
    const back = internet.asked.filter(({ url }) => url.endsWith('/back'));
    expect(back[0]?.headers['authorization']).toBeUndefined();
  });

  it.each([
    ['http://quay.io/v2/acme/app/manifests/1', 'bad-answer'], ['http://127.0.0.1/', 'bad-answer'], ['data:application/json,{}', 'bad-answer'], ['file:///etc/hosts', 'bad-answer'],
    ['https://user:canary@cdn.quay.io/', 'bad-answer'], ['https://[', 'bad-answer'], ['https://169.254.169.254/latest/meta-data/', 'host-not-allowed'], ['https://127.0.0.1/', 'host-not-allowed'],
    ['https://nowhere.example/', 'unreachable'],
  ])('to %s is %s', async (location, code) => {
    const { internet, client } = await redirecting(location);
    const error = await failure(client.resolve(app, opened));
    expect(error).toMatchObject({ code });
    expect(error.message).not.toContain('canary');
    expect(internet.shown).toEqual(['quay.io Bearer token-1']);
  });

  it('is followed five times and not a sixth', async () => {
    const { registry, internet, client } = await world('quay.io');
    registry.putIndex('acme/app', '1');
    const hop = (left: number): void => registry.script(/manifests/, ...Array.from({ length: left }, () => answer(307, { location: manifest })), (_, __, serve) => serve());
    hop(5);
    expect(await client.resolve(app, opened)).toMatchObject({ verified: false });
    expect(internet.log).toHaveLength(6);
    hop(6);
    expect(await failure(client.resolve(app, clicked))).toMatchObject({ code: 'bad-answer', host: 'quay.io' });
    expect(internet.log).toHaveLength(12);
  });
});
