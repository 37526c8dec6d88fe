import { describe, expect, it } from 'vitest';
import { HttpError, type HttpErrorCode, type HttpPort } from '../../server/src/core/ports';
import { createHostConditions, defaultLimits, knownHosts } from '../../server/src/oci';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { answer, asUsual, fake } from './fakes';

const digest = `sha256:${'a'.repeat(64)}`;
const found = { status: 200, headers: { 'docker-content-digest': digest, 'content-type': 'application/vnd.oci.image.index.v1+json' }, body: new Uint8Array() };
const allowed = { consent: background('registry.example') };
const clicked = { consent: action };
const app = (tag: number | string) => reference(`registry.example/app:${tag}`);

/** A host that fails as it is told, and otherwise has every image. */
function createHost(): { http: HttpPort; asked: string[]; fails: HttpErrorCode | undefined } {
  const host = {
    asked: [] as string[],
    fails: 'unreachable' as HttpErrorCode | undefined,
    http: {
      async exchange({ url }: { url: string }) {
        host.asked.push(url);
        // Not before the others were sent.
        await new Promise(resolve => setTimeout(resolve, 5));
        if (host.fails) throw new HttpError(host.fails, 'ENOTFOUND');
        return found;
      },
    },
  };
  return host;
}

describe('a host that does not answer', () => {
  it.each(['unreachable', 'timeout'] as const)('(%s) is asked by the background once, and again after a while', async fails => {
    const host = createHost();
    host.fails = fails;
    const { client, clock } = createTestClient({ http: host.http });
    const first = await failure(client.resolve(app(1), allowed));
    expect(first).toMatchObject({ code: fails, host: 'registry.example' });
    expect((first.retryAt ?? 0) - clock.now()).toBeGreaterThan(4500);
    expect(await failure(client.resolve(app(2), allowed))).toMatchObject({ code: fails, host: 'registry.example', retryAt: first.retryAt, message: first.message });
    expect(host.asked).toHaveLength(1);
    clock.advance(5000);
    await failure(client.resolve(app(2), allowed));
    expect(host.asked).toHaveLength(2);
  });

  it('is asked at once by who clicks, and the answer ends the outage for everybody', async () => {
    const host = createHost();
    const { client } = createTestClient({ http: host.http });
    await failure(client.resolve(app(1), allowed));
    await failure(client.resolve(app(1), clicked));
    expect(host.asked).toHaveLength(2);
    host.fails = undefined;
    expect(await client.resolve(app(1), clicked)).toMatchObject({ digest });
    expect(await client.resolve(app(2), allowed)).toMatchObject({ digest });
    expect(host.asked).toHaveLength(4);
  });

  it('is not asked by each of hundred who waited for their turn', async () => {
    const host = createHost();
    const { client } = createTestClient({ http: host.http });
    const errors = await Promise.all(Array.from({ length: 100 }, (_, index) => failure(client.resolve(app(index), index % 2 === 0 ? clicked : allowed))));
    expect(errors.every(({ code, retryAt }) => code === 'unreachable' && retryAt !== undefined)).toBe(true);
    expect(host.asked).toHaveLength(8);
  });

  it.each(['tls', 'refused-address', 'too-large'] as const)('is another thing than one that answers badly (%s)', async fails => {
    const host = createHost();
    host.fails = fails;
    const { client } = createTestClient({ http: host.http });
    expect((await failure(client.resolve(app(1), allowed))).retryAt).toBeUndefined();
    await failure(client.resolve(app(2), allowed));
    expect(host.asked).toHaveLength(2);
  });

  it('is not one that fails for a single image while others are answered', async () => {
    let giveUp: (() => void) | undefined;
    const http: HttpPort = {
      async exchange({ url }) {
        if (!url.endsWith('/slow')) return found;
        await new Promise<void>(resolve => (giveUp = resolve));
        throw new HttpError('timeout', 'no answer within 15000 ms');
      },
    };
    const { client, clock } = createTestClient({ http });
    const slow = failure(client.resolve(app('slow'), allowed));
    await expect.poll(() => giveUp).toBeDefined();
    clock.advance(10);
    await client.resolve(app('fine'), allowed);
    giveUp?.();
    const error = await slow;
    expect(error).toMatchObject({ code: 'timeout' });
    expect(error.retryAt).toBeUndefined();
    expect(await client.resolve(app('fine'), allowed)).toMatchObject({ digest });
  });

  it.each([502, 503, 504])('includes one that has %i for everybody, after the retries', async status => {
    const registry = await fake();
    registry.script(/manifests/, answer(status));
    const { client } = createTestClient();
    const consent = background(registry.host);
    const error = await failure(client.resolve(reference(`${registry.host}/app:1`), { consent }));
    expect(error).toMatchObject({ code: 'unreachable', status });
    expect(error.retryAt).toBeDefined();
    expect(await failure(client.resolve(reference(`${registry.host}/app:2`), { consent }))).toMatchObject({ code: 'unreachable', status, retryAt: error.retryAt });
    expect(registry.log).toHaveLength(3);
  });

  it('does not include one that has 500 for an image', async () => {
    const registry = await fake();
    registry.putImage('app', 'x', 'fine');
    registry.script('/v2/app/manifests/1', answer(500));
    const { client } = createTestClient();
    const consent = background(registry.host);
    expect((await failure(client.resolve(reference(`${registry.host}/app:1`), { consent }))).retryAt).toBeUndefined();
    expect(await client.resolve(reference(`${registry.host}/app:fine`), { consent })).toMatchObject({ verified: false });
  });
});

describe('whoever has the patience', () => {
  const patient = { limits: { patience: 10_000 } };

  it('waits for a registry that asks for a short pause, and asks again', async () => {
    const registry = await fake();
    const { digest: expected } = registry.putImage('app', 'x', '1');
    registry.script(/manifests/, answer(429, { 'retry-after': '4' }), answer(429, { 'retry-after': '5' }), asUsual);
    const { client, clock } = createTestClient(patient);
    expect(await client.resolve(reference(`${registry.host}/app:1`), clicked)).toMatchObject({ digest: expected });
    expect(clock.slept.map(each => Math.ceil(each / 1000))).toEqual([4, 5]);
    expect(registry.log).toHaveLength(3);
  });

  it.each([
    ['11', ['11']], ['huge', ['99999999999']], ['six and then five', ['6', '5']],
  ])('does not wait for %s seconds', async (_, seconds) => {
    const registry = await fake();
    registry.script(/manifests/, ...seconds.map(each => answer(429, { 'retry-after': each })));
    const { client, clock } = createTestClient(patient);
    expect(await failure(client.resolve(reference(`${registry.host}/app:1`), clicked))).toMatchObject({ code: 'rate-limited', status: 429 });
    expect(clock.slept.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(10_000);
    expect(registry.log).toHaveLength(seconds.length);
    // The host is left alone from then on.
    await failure(client.resolve(reference(`${registry.host}/app:2`), clicked));
    expect(registry.log).toHaveLength(seconds.length);
  });
});

describe('a click', () => {
  it('has its turn before what the background waits for', async () => {
    const registry = await fake();
    registry.script(/manifests/, (_, __, serve) => setTimeout(serve, 10));
    for (const tag of ['b0', 'b1', 'b2', 'b3', 'clicked']) registry.putImage('app', tag, tag);
    const { client } = createTestClient({ limits: { concurrency: 1 } });
    const behind = ['b0', 'b1', 'b2', 'b3'].map(tag => client.resolve(reference(`${registry.host}/app:${tag}`), { consent: background(registry.host) }));
    await client.resolve(reference(`${registry.host}/app:clicked`), clicked);
    expect(registry.log.map(line => line.split('/').at(-1))).toEqual(['b0', 'clicked']);
    await Promise.all(behind);
  });

  it('does not join what the background is refused', async () => {
    const registry = await fake();
    registry.putImage('app', 'x', '1');
    registry.script(/manifests/, (_, __, serve) => setTimeout(serve, 20));
    const { client } = createTestClient();
    const app1 = reference(`${registry.host}/app:1`);
    await Promise.all([client.resolve(app1, { consent: background(registry.host) }), client.resolve(app1, clicked)]);
    expect(registry.log).toHaveLength(2);
  });
});

describe('the allowance of a registry', () => {
  it('is told apart from a limit that was reached', async () => {
    const registry = await fake();
    registry.putImage('app', 'x', '1');
    registry.script(/manifests/, (_, response, serve) => {
      response.setHeader('ratelimit-limit', '100;w=21600').setHeader('ratelimit-remaining', '9;w=21600');
      serve();
    });
    const { client } = createTestClient();
    const consent = background(registry.host);
    await client.resolve(reference(`${registry.host}/app:1`), { consent });
    const error = await failure(client.resolve(reference(`${registry.host}/app:1`), { consent }));
    expect(error).toMatchObject({ code: 'rate-limited', status: undefined });
    expect(error.message).toContain('little is left of the allowance');
    expect(error.retryAt).toBeDefined();
  });
});

describe('what is known of hosts', () => {
  it('goes by the names that references have for them, as far as those are hosts', () => {
    const clock = { now: () => 1000, sleep: async () => undefined };
    const conditions = createHostConditions({ clock, limits: defaultLimits });
    const { trouble } = knownHosts(conditions);
    conditions.pauses.pause('registry-1.docker.io', 6000, 1000);
    conditions.pauses.pause('registry.example:5000', 7000, 1000);
    const limited = { reason: 'rate-limited', until: 6000 };
    expect(['docker.io', 'index.docker.io'].map(trouble)).toEqual([{ host: 'docker.io', ...limited }, { host: 'index.docker.io', ...limited }]);
    expect(trouble('registry.example:5000')).toEqual({ host: 'registry.example:5000', reason: 'rate-limited', until: 7000 });
    expect(['registry.example', 'ghcr.io', 'localhost:99999', 'x'].map(trouble)).toEqual([undefined, undefined, undefined, undefined]);
  });
});
