import { describe, expect, it } from 'vitest';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import type { ServerResponse } from 'node:http';
import { fake } from './fakes';

const lookup = { consent: action };
const path = '/v2/app/manifests/1';

describe('look-ups at the same time', () => {
  it('of one reference are one request', async () => {
    const registry = await fake();
    const { digest } = registry.putImage('app', 'x', '1');
    const app = reference(`${registry.host}/app:1`);
    const { client } = createTestClient();
    const all = await Promise.all(Array.from({ length: 20 }, () => client.resolve(app, lookup)));
    expect(all.every(each => each !== 'missing' && each.digest === digest)).toBe(true);
    expect(registry.log).toEqual([`HEAD ${path}`]);
    await Promise.all([client.resolve(app, lookup), client.resolveVerified(app, lookup), client.resolveVerified(app, lookup)]);
    expect([...registry.log].sort()).toEqual([`GET ${path}`, `HEAD ${path}`, `HEAD ${path}`]);
  });

  it('are eight to a host at most', async () => {
    const registry = await fake();
    let running = 0;
    let most = 0;
    registry.script(/manifests/, (_, response, serve) => {
      most = Math.max(most, (running += 1));
      setTimeout(() => {
        running -= 1;
        serve();
      }, 5);
    });
    const { client } = createTestClient();
    const tags = Array.from({ length: 40 }, (_, index) => {
      registry.putImage('app', `${index}`, `t${index}`);
      return reference(`${registry.host}/app:t${index}`);
    });
    const all = await Promise.all(tags.map(each => client.resolve(each, lookup)));
    expect(all.every(each => each !== 'missing')).toBe(true);
    expect(registry.log).toHaveLength(40);
    expect(most).toBe(8);
  });

  it('are not ended by one who leaves', async () => {
    const registry = await fake();
    const { digest } = registry.putImage('app', 'x', '1');
    let held: { response: ServerResponse; serve: () => void } | undefined;
    let closed = 0;
    registry.script(path, (request, response, serve) => {
      held = { response, serve };
      request.socket.on('close', () => (closed += 1));
    });
    const app = reference(`${registry.host}/app:1`);
    const { client } = createTestClient();
    const controller = new AbortController();
    const leaving = client.resolve(app, { ...lookup, signal: controller.signal });
    const staying = client.resolve(app, lookup);
    await expect.poll(() => held).toBeDefined();
    controller.abort();
    expect(await failure(leaving)).toMatchObject({ code: 'cancelled', host: registry.host });
    held?.serve();
    expect(await staying).toMatchObject({ digest });
    expect({ closed, requests: registry.log.length }).toEqual({ closed: 0, requests: 1 });
  });

  it('end with the last who leaves, and the socket with them', async () => {
    const registry = await fake();
    let arrived = 0;
    let closed = 0;
    registry.script(path, request => {
      arrived += 1;
      request.socket.on('close', () => (closed += 1));
    });
    const app = reference(`${registry.host}/app:1`);
    const { client } = createTestClient();
    const controllers = [new AbortController(), new AbortController()];
    const all = controllers.map(({ signal }) => failure(client.resolve(app, { ...lookup, signal })));
    await expect.poll(() => arrived).toBe(1);
    for (const controller of controllers) controller.abort();
    expect((await Promise.all(all)).map(({ code }) => code)).toEqual(['cancelled', 'cancelled']);
    await expect.poll(() => closed).toBe(1);
    expect(await failure(client.resolve(app, { ...lookup, signal: AbortSignal.abort() }))).toMatchObject({ code: 'cancelled' });
    expect(arrived).toBe(1);
  });

  it('that share a token do not lose it to one who leaves', async () => {
    const registry = await fake({ auth: 'bearer' });
    registry.putImage('app', 'x', '1');
    const { digest } = registry.putImage('app', 'y', '2');
    let serveToken: (() => void) | undefined;
    registry.script('/token', (_, __, serve) => (serveToken = serve));
    const { client, lines } = createTestClient();
    const controller = new AbortController();
    const leaving = client.resolve(reference(`${registry.host}/app:1`), { ...lookup, signal: controller.signal });
    await expect.poll(() => serveToken).toBeDefined();
    const staying = client.resolve(reference(`${registry.host}/app:2`), lookup);
    // The second has had its 401 and waits for the first one's token.
    await expect.poll(() => lines.filter(line => line.includes(' 401 ')).length).toBe(2);
    controller.abort();
    expect(await failure(leaving)).toMatchObject({ code: 'cancelled' });
    serveToken?.();
    expect(await staying).toMatchObject({ digest });
    expect(registry.log.filter(line => line.startsWith('GET /token'))).toHaveLength(1);
  });
});
