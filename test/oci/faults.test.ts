import { describe, expect, it } from 'vitest';
import { createHttp } from '../../server/src/node/http';
import { action, background, createTestClient, failure, reference } from '../support/fake-registry-client';
import { sendError, type FakeRegistry, type Handler } from '../support/fake-registry';
import { answer, asUsual, fake, withHeaders } from './fakes';

const lookup = { consent: action };
const path = '/v2/app/manifests/1';
const drop: Handler = request => request.socket.destroy();

async function withApp(): Promise<{ registry: FakeRegistry; app: ReturnType<typeof reference>; digest: string }> {
  const registry = await fake();
  const { digest } = registry.putImage('app', 'x', '1');
  return { registry, digest, app: reference(`${registry.host}/app:1`) };
}

describe('a server error', () => {
  it.each([408, 500, 502, 503, 504])('%i is asked again, twice, with growing pauses', async status => {
    const { registry, app, digest } = await withApp();
    registry.script(path, answer(status), answer(status), asUsual);
    const { client, clock } = createTestClient();
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(registry.log).toHaveLength(3);
    expect(clock.slept).toHaveLength(2);
    const [first = 0, second = 0] = clock.slept;
    expect(first).toBeGreaterThanOrEqual(160);
    expect(first).toBeLessThanOrEqual(240);
    expect(second).toBeGreaterThanOrEqual(480);
    expect(second).toBeLessThanOrEqual(720);
  });

  it('that stays is told with its status', async () => {
    const { registry, app } = await withApp();
    registry.script(path, (_, response) => sendError(response, 503, 'UNAVAILABLE'));
    const error = await failure(createTestClient().client.resolveVerified(app, lookup));
    expect(error).toMatchObject({ code: 'unreachable', status: 503, host: registry.host });
    expect(error.message).toBe(`${registry.host}: answered 503 (UNAVAILABLE)`);
    expect(registry.log).toHaveLength(3);
  });
});

describe('a connection', () => {
  it('that dies is made again, twice', async () => {
    const { registry, app, digest } = await withApp();
    registry.script(path, drop, drop, asUsual);
    expect(await createTestClient().client.resolve(app, lookup)).toMatchObject({ digest });
    registry.script(path, drop);
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unreachable', host: registry.host });
  });

  it('that breaks off in the body is made again', async () => {
    const { registry, app, digest } = await withApp();
    const truncate: Handler = (request, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{');
      setImmediate(() => request.socket.destroy());
    };
    registry.script(path, truncate, asUsual);
    expect(await createTestClient().client.resolveVerified(app, lookup)).toMatchObject({ digest });
    registry.script(path, truncate);
    expect(await failure(createTestClient().client.resolveVerified(app, lookup))).toMatchObject({ code: 'unreachable' });
  });

  it('that nobody takes is not tried again', async () => {
    const { registry, app } = await withApp();
    await registry.close();
    const { client, clock } = createTestClient();
    const error = await failure(client.resolve(app, lookup));
    expect(error).toMatchObject({ code: 'unreachable', host: registry.host, message: `${registry.host}: ECONNREFUSED` });
    expect(clock.slept).toEqual([]);
  });

  it.each<[string, Handler]>([
    ['hangs', () => undefined],
    ['hangs after its headers', (_, response) => void response.writeHead(200).flushHeaders()],
    ['hangs in the body', (_, response) => void response.writeHead(200).write('{')],
    ['trickles', (request, response) => {
      const timer = setInterval(() => response.write(' '), 10);
      request.socket.on('close', () => clearInterval(timer));
    }],
  ])('that %s is given up', async (_, handler) => {
    const { registry, app } = await withApp();
    registry.script(path, handler);
    const { client } = createTestClient({ limits: { exchange: 80 } });
    expect(await failure(client.resolveVerified(app, lookup))).toMatchObject({ code: 'timeout', host: registry.host });
    expect(registry.log).toHaveLength(1);
  });

  it('is not made when the time for the whole look-up is over', async () => {
    const { registry, app } = await withApp();
    registry.script(path, answer(500));
    const { client } = createTestClient({ limits: { lookup: 300 } });
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'timeout' });
    expect(registry.log.length).toBeLessThan(3);
  });

  it('that never stops sending is cut off', async () => {
    const { registry, app } = await withApp();
    registry.script(path, (request, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(10_000, ' ')), 1);
      request.socket.on('close', () => clearInterval(timer));
    });
    expect(await failure(createTestClient({ limits: { manifestBytes: 50_000 } }).client.resolveVerified(app, lookup))).toMatchObject({ code: 'bad-answer' });
  });

  it('to another kind of server is no answer', async () => {
    const { registry, app } = await withApp();
    registry.script(path, request => void request.socket.end('SSH-2.0-OpenSSH_9\r\n'));
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'unreachable' });
    registry.script(path, (_, response) => response.writeHead(200, { x: 'y'.repeat(40_000) }).end());
    expect(await failure(createTestClient().client.resolve(app, lookup))).toMatchObject({ code: 'bad-answer' });
  });
});

describe('a registry that is asked too much', () => {
  it.each([
    ['30', 30_000], ['Thu, 01 Jan 2015 00:00:00 GMT', 1000], ['99999999999', 3_600_000], ['NaN', 60_000], [undefined, 60_000],
  ])('and says %s is left alone for so long', async (header, expected) => {
    const { registry, app, digest } = await withApp();
    registry.putImage('other', 'x', '1');
    registry.script(path, answer(429, header === undefined ? {} : { 'retry-after': header }), asUsual);
    const { client, clock } = createTestClient();
    const before = clock.now();
    const error = await failure(client.resolve(app, lookup));
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, host: registry.host });
    expect(Math.abs((error.retryAt ?? 0) - before - expected)).toBeLessThan(900);
    expect(await failure(client.resolve(reference(`${registry.host}/other:1`), lookup))).toMatchObject({ code: 'rate-limited', retryAt: error.retryAt });
    expect(registry.log).toHaveLength(1);
    expect(clock.slept).toEqual([]);
    clock.advance(expected + 1000);
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
  });

  it('and names a date is left alone until then', async () => {
    const { registry, app } = await withApp();
    registry.script(path, answer(429, { 'retry-after': new Date(Date.now() + 90_000).toUTCString() }));
    const error = await failure(createTestClient().client.resolve(app, lookup));
    expect(Math.abs((error.retryAt ?? 0) - Date.now() - 90_000)).toBeLessThan(2000);
  });

  it('holds up no other registry', async () => {
    const [{ registry, app }, other] = [await withApp(), await withApp()];
    registry.script(path, answer(429));
    const { client } = createTestClient();
    expect(await failure(client.resolve(app, lookup))).toMatchObject({ code: 'rate-limited' });
    expect(await client.resolve(other.app, lookup)).toMatchObject({ digest: other.digest });
  });

  it('stops those who wait their turn', async () => {
    const { registry } = await withApp();
    registry.script(/manifests/, (_, response) => setTimeout(() => response.writeHead(429).end(), 20));
    const { client } = createTestClient({ limits: { concurrency: 2 } });
    const tags = Array.from({ length: 10 }, (_, index) => reference(`${registry.host}/app:t${index}`));
    const codes = await Promise.all(tags.map(async each => (await failure(client.resolve(each, lookup))).code));
    expect(new Set(codes)).toEqual(new Set(['rate-limited']));
    expect(registry.log.length).toBeLessThanOrEqual(2);
  });

  it('by its token server is left alone itself', async () => {
    const registry = await fake({ auth: 'bearer', tokenServer: 'other' });
    const consent = background(registry.host, registry.tokenHost);
    registry.script('/token', answer(429, { 'retry-after': '30' }));
    const { client } = createTestClient();
    expect(await failure(client.resolve(reference(`${registry.host}/app:1`), { consent }))).toMatchObject({ code: 'rate-limited', host: registry.tokenHost });
    expect(await failure(client.resolve(reference(`${registry.host}/app:2`), { consent }))).toMatchObject({ code: 'rate-limited', host: registry.host });
    expect(registry.log).toHaveLength(2);
  });

  it('keeps the last tenth of its allowance for clicks', async () => {
    const { registry, app, digest } = await withApp();
    registry.script(path, withHeaders({ 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '9;w=21600' }));
    const { client } = createTestClient();
    const consent = background(registry.host);
    await client.resolve(app, { consent });
    expect(await failure(client.resolve(app, { consent }))).toMatchObject({ code: 'rate-limited' });
    expect(await client.resolve(app, lookup)).toMatchObject({ digest });
    expect(registry.log).toHaveLength(2);
  });
});

describe('what is logged and told', () => {
  it('is each request, and no secret', async () => {
    const registry = await fake({ auth: 'bearer' });
    registry.putImage('app', 'x', '1');
    registry.script('/token', answer(200, {}, '{"token":"canary"}'));
    registry.script(/blobs|manifests/, (request, response, serve) => {
      if (!request.headers.authorization) return serve();
      response.writeHead(302, { location: `http://${registry.host}/signed?X-Signature=canary&digest=open` }).end();
    });
    registry.script('/signed', answer(500, {}, '{"errors":[{"code":"X","message":"canary"}]}'));
    const { client, lines } = createTestClient();
    const error = await failure(client.resolve(reference(`${registry.host}/app:1`), lookup));
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/token\?service=fake&scope=repository:app:pull 200 \(\d+ ms\)$/);
    expect(lines.at(-1)).toMatch(/^HEAD http:\/\/127\.0\.0\.1:\d+\/signed\?X-Signature=…&digest=open 500 \(\d+ ms\)$/);
    expect(`${lines.join()} ${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toContain('canary');
  });

  it('is the host that a name does not lead to', async () => {
    const http = createHttp({ resolve: (_, __, callback) => callback(Object.assign(new Error('canary'), { code: 'ENOTFOUND' }), []) });
    const error = await failure(createTestClient({ http }).client.resolve(reference('registry.example:8443/app:1'), lookup));
    expect(error).toMatchObject({ code: 'unreachable', host: 'registry.example:8443', message: 'registry.example:8443: ENOTFOUND' });
  });

  it('is the address behind a name that may not be dialled', async () => {
    const http = createHttp({ resolve: (_, __, callback) => callback(null, [{ address: '169.254.169.254', family: 4 }]) });
    expect(await failure(createTestClient({ http }).client.resolve(reference('registry.example/app:1'), lookup))).toMatchObject({ code: 'host-not-allowed', host: 'registry.example' });
  });
});
