import { describe, expect, it } from 'vitest';
import { sendError } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, asUsual } from '../fakes';
import { clicked, opened, world, type World } from './world';

const manifest = 'https://quay.io/v2/acme/app/manifests/1';
const app = reference('quay.io/acme/app:1');

function quay(): Promise<World> {
  return world('quay.io', { auth: 'bearer' });
}

/** Answers those who bring a token in this way. */
function withToken({ registry }: World, status: number, code?: string): void {
  registry.script(/manifests/, (request, response, serve) => {
    if (!request.headers.authorization) serve();
    else if (status === 401) response.writeHead(401, { 'www-authenticate': 'Bearer realm="https://quay.io/token",service="fake"' }).end(code);
    else if (code === undefined) response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>no</h1>');
    else sendError(response, status, code);
  });
}

describe('after a token that everybody gets', () => {
  it.each([
    [401, 'UNAUTHORIZED', 3], [401, undefined, 3], [403, 'DENIED', 3], [403, undefined, 3], [404, undefined, 4], [404, 'UNSUPPORTED', 4],
  ])('%i %s is "private or not there": unknown, after %i requests', async (status, code, requests) => {
    const made = await quay();
    withToken(made, status, code);
    expect(await failure(made.client.resolve(app, opened))).toMatchObject({ code: 'unauthorized', status, host: 'quay.io' });
    expect(made.internet.log).toHaveLength(requests);
  });

  it.each(['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'])('404 %s is "not there", after a GET said so', async code => {
    const made = await quay();
    withToken(made, 404, code);
    expect(await made.client.resolve(app, opened)).toBe('missing');
    expect(made.internet.log).toEqual([`HEAD ${manifest}`, 'GET https://quay.io/token?service=fake&scope=repository:acme/app:pull', `HEAD ${manifest}`, `GET ${manifest}`]);
  });

  it.each([
    ['no JSON', '404 page not found'], ['another JSON', '{"message":"MANIFEST_UNKNOWN"}'], ['a code in small letters', '{"errors":[{"code":"manifest_unknown"}]}'],
    ['no list', '{"errors":{"code":"MANIFEST_UNKNOWN"}}'], ['a code of its own', '{"errors":[{"code":"__proto__"}]}'], ['the eleventh code', `{"errors":[${'{"code":"X"},'.repeat(10)}{"code":"MANIFEST_UNKNOWN"}]}`],
  ])('404 with %s says nothing', async (_, body) => {
    const made = await quay();
    made.registry.script(/manifests/, (request, response, serve) => (request.headers.authorization ? response.writeHead(404).end(body) : serve()));
    expect(await failure(made.client.resolve(app, opened))).toMatchObject({ code: 'unauthorized', status: 404 });
  });
});

describe('a registry that has enough (429)', () => {
  it.each<[string | undefined, (now: number) => number]>([
    ['30', now => now + 30_000], ['0', now => now + 1000], [undefined, now => now + 60_000], ['soon', now => now + 60_000], ['999999999', now => now + 3_600_000],
    ['Thu, 01 Jan 2015 00:00:00 GMT', now => now + 1000],
  ])('and says %s is left alone for so long, after one request', async (header, expected) => {
    const { registry, internet, client, clock } = await world('quay.io');
    registry.script(/manifests/, answer(429, header === undefined ? {} : { 'retry-after': header }));
    const before = clock.now();
    const error = await failure(client.resolve(app, clicked));
    expect(error).toMatchObject({ code: 'rate-limited', status: 429, host: 'quay.io' });
    expect(Math.abs((error.retryAt ?? 0) - expected(before))).toBeLessThan(900);
    expect(error.message).toMatch(/^quay\.io: rate limited \(429\) until \d{4}-/);
    expect(await failure(client.resolve(reference('quay.io/other/app:1'), clicked))).toMatchObject({ code: 'rate-limited' });
    expect(internet.log).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });
});

describe('a registry that is ill', () => {
  it.each([408, 500, 502, 503, 504])('%i twice and then an answer: three requests', async status => {
    const { registry, internet, client, clock } = await world('quay.io');
    const { digest } = registry.putIndex('acme/app', '1');
    registry.script(/manifests/, answer(status), answer(status), asUsual);
    expect(await client.resolve(app, opened)).toMatchObject({ digest });
    expect(internet.log).toEqual([`HEAD ${manifest}`, `HEAD ${manifest}`, `HEAD ${manifest}`]);
    const [first = 0, second = 0, ...more] = clock.slept;
    expect([first >= 160 && first <= 240, second >= 480 && second <= 720, more]).toEqual([true, true, []]);
  });

  it('for longer is given up after three requests, with the status and its own words, cut and without control signs', async () => {
    const { registry, internet, client } = await world('quay.io');
    registry.script(/manifests/, answer(503, {}, `{"errors":[{"code":"UNAVAILABLE","message":"canary\\u001b[31m"},{"code":"evil\\n"},{"code":"${'X'.repeat(500)}"}]}`));
    const error = await failure(client.resolveVerified(app, clicked));
    expect(error).toMatchObject({ code: 'unreachable', status: 503, host: 'quay.io', message: 'quay.io: answered 503 (UNAVAILABLE)' });
    expect(internet.log).toHaveLength(3);
  });

  it('to a HEAD alone says why by nothing: HEAD has no body', async () => {
    const { registry, client } = await world('quay.io');
    registry.script(/manifests/, (_, response) => sendError(response, 503, 'UNAVAILABLE'));
    expect((await failure(client.resolve(app, opened))).message).toBe('quay.io: answered 503');
  });
});
