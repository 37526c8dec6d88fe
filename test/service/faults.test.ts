import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../server/src/core/policy';
import { answer, fake, withHeaders } from '../oci/fakes';
import { action, background, createTestClient } from '../support/fake-registry-client';
import { createTestService } from '../support/service';
import { sendError, type FakeRegistry, type Handler } from '../support/fake-registry';

const context = { policy: defaultPolicy, path: 'Dockerfile', localNames: new Set<string>() };
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const schema1 = 'application/vnd.docker.distribution.manifest.v1+prettyjws';
const digest = `sha256:${'0'.repeat(64)}`;

/** `patient`: nothing takes too long. */
async function world(options: Parameters<typeof fake>[0] = {}, patient = false) {
  const registry = await fake(options);
  const put = registry.putImage('app', 'x', '1');
  const { client, clock } = createTestClient(patient ? {} : { limits: { exchange: 100, lookup: 400 } });
  const service = await createTestService({ client, clock });
  const read = (text: string) => service.read({ path: 'Dockerfile', text }, defaultPolicy)!;
  return { registry, service, read, digest: put.digest, consent: background(registry.host) };
}

/** HEAD says nothing of a digest, so that GET is asked; it has this body. */
function body(bytes: string | Uint8Array, headers: Record<string, string> = { 'content-type': manifestType }): Handler {
  return (request, response) => {
    response.writeHead(200, headers);
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
}

/** Begins an answer of 1000 bytes, and goes on as told. */
function begun(goOn: (response: ServerResponse, socket: { destroy(): void }) => void): Handler {
  return (request, response) => {
    response.writeHead(200, { 'content-type': manifestType, 'content-length': 1000 });
    if (request.method === 'HEAD') return void response.end();
    response.write('{');
    setImmediate(() => goOn(response, request.socket));
  };
}

const drip: Handler = (request, response) => {
  response.writeHead(200, { 'content-type': manifestType });
  const timer = setInterval(() => response.write(' '), 10);
  request.socket.on('close', () => clearInterval(timer));
};

const challenge = (realm: string): Handler => answer(401, { 'www-authenticate': `Bearer realm="${realm}",service="x",scope="repository:app:pull"` });
const redirect = (location: string): Handler => answer(307, { location });
const valid = (changes: object = {}) => JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config: {}, layers: [], ...changes });

/** Everything that the network or a registry may do to one request, and for ever. */
const faults: readonly (readonly [string, Handler])[] = [
  ['accepts and hangs', () => undefined],
  ['hangs after its headers', (_, response) => void response.writeHead(200, { 'content-length': 5 }).flushHeaders()],
  ['hangs in the body', begun(() => undefined)],
  ['resets in the body', begun((_, socket) => socket.destroy())],
  ['ends before its length', begun(response => void response.socket?.end())],
  ['resets at once', request => void request.socket.destroy()],
  ['trickles', drip],
  ['speaks another protocol', request => void request.socket.end('SSH-2.0-OpenSSH_9\r\n')],
  ['sends 40 KB of headers', answer(200, { x: 'y'.repeat(40_000) })],
  ['has had enough', answer(429)],
  ['has had enough until a date', answer(429, { 'retry-after': new Date(Date.now() + 9000).toUTCString() })],
  ['has had enough until yesterday', answer(429, { 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' })],
  ['has had enough for ever', answer(429, { 'retry-after': '9'.repeat(40) })],
  ['has had enough for NaN', answer(429, { 'retry-after': 'NaN' })],
  ['fails with 500', answer(500)],
  ['fails with 503', (_, response) => sendError(response, 503, 'UNAVAILABLE')],
  ['answers 418', answer(418)],
  ['wants a login', answer(401)],
  ['forbids', answer(403)],
  ['never accepts its own token', (request, response, serve) => (request.url?.startsWith('/token') ? serve() : void challenge(`http://${request.headers.host}/token`)(request, response, serve))],
  ['sends to a realm that is no URL', challenge('::')],
  ['sends to a realm in the metadata service', challenge('http://169.254.169.254/token')],
  ['redirects for ever', redirect('/v2/again')],
  ['redirects to data:', redirect('data:application/json,{}')],
  ['redirects to file:', redirect('file:///etc/passwd')],
  ['redirects nowhere', answer(307)],
  ['has a digest that is none', withHeaders({ 'docker-content-digest': 'sha256:../../x', 'content-type': 'text/html' })],
  ['answers a web page', body('<html>', { 'content-type': 'text/html' })],
  ['answers no JSON', body('{')],
  ['answers nothing', body('')],
  ['answers what is no UTF-8', body(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
  ['answers JSON without end', body('['.repeat(200_000))],
  ['answers null', body('null')],
  ['answers another media type than it says', body(valid({ mediaType: 'application/vnd.oci.image.index.v1+json' }))],
  ['answers an index and a manifest in one', body(valid({ manifests: [] }))],
  ['answers schema 1', body('{"schemaVersion":1,"name":"app","tag":"1","fsLayers":[]}', { 'content-type': schema1 })],
  ['answers without end', (request, response) => {
    response.writeHead(200, { 'content-type': manifestType });
    const timer = setInterval(() => response.write(Buffer.alloc(500_000, ' ')), 1);
    request.socket.on('close', () => clearInterval(timer));
  }],
];

async function expectNothing({ registry, service, read, consent }: Awaited<ReturnType<typeof world>>): Promise<void> {
  const document = read(`FROM ${registry.host}/app:1\n`);
  const before = service.check(document, context);
  await service.lookUp(document, context, { consent });
  expect(service.facts(document.uses[0]!, document, context).resolution).toMatchObject({ state: 'unknown' });
  expect(service.check(document, context)).toEqual(before);
  const plan = await service.pinAll(document, context, { consent: action });
  expect(plan).toMatchObject({ edits: [], changed: [], left: [{ kind: 'failed' }] });
  expect(service.check(document, context)).toEqual(before);
}

describe('of a registry that', () => {
  it.each(faults)('%s nothing becomes known, no finding comes or goes, and nothing is written', async (_, handler) => {
    const parts = await world();
    parts.registry.script(/./, handler);
    await expectNothing(parts);
  });

  it.each<[string, Handler]>([
    ['without a token', answer(200, {}, '{}')],
    ['of HTML', answer(200, {}, '<html>')],
    ['of 5 MB', answer(200, {}, `{"token":"${'x'.repeat(5_000_000)}"}`)],
    ['that fails', answer(500)],
    ['that hangs', () => undefined],
    ['that nobody accepts', answer(200, {}, '{"token":"other"}')],
  ])('has a token answer %s nothing becomes known either', async (_, handler) => {
    const parts = await world({ auth: 'bearer' });
    parts.registry.script('/token', handler);
    await expectNothing(parts);
  });

  it('refuses connections nothing becomes known either', async () => {
    const parts = await world();
    await parts.registry.close();
    await expectNothing(parts);
  });

  it('lies about the digest no lie is written', async () => {
    const { registry, service, read, consent } = await world();
    registry.script(/manifests/, withHeaders({ 'docker-content-digest': digest }));
    const document = read(`FROM ${registry.host}/app:1\n`);
    const before = service.check(document, context);
    await service.lookUp(document, context, { consent });
    expect(service.check(document, context)).toEqual(before);
    expect(await service.pinAll(document, context, { consent: action })).toMatchObject({ edits: [], left: [{ kind: 'failed' }] });
  });

  it('does not have the tag that alone is found', async () => {
    const { registry, service, read, consent } = await world();
    const document = read(`FROM ${registry.host}/app:2\n`);
    await service.lookUp(document, context, { consent });
    expect(service.facts(document.uses[0]!, document, context).resolution).toEqual({ state: 'known', value: 'missing' });
    expect(service.check(document, context).findings.map(({ rule }) => rule)).toEqual(['tag-not-found']);
  });
});

describe('two who wait for one answer', () => {
  async function held(registry: FakeRegistry) {
    const serving: (() => void)[] = [];
    registry.script(/manifests/, (_, __, serve) => void serving.push(serve));
    return { serve: () => serving.splice(0).forEach(each => each()), arrived: () => expect.poll(() => serving.length).toBe(1) };
  }

  it('are two documents: closing one does not keep the answer from the other', async () => {
    const { registry, service, read, consent, digest: served } = await world({}, true);
    const { serve, arrived } = await held(registry);
    const [first, second] = [read(`FROM ${registry.host}/app:1\n`), read(`# another\nFROM ${registry.host}/app:1\n`)];
    const closing = new AbortController();
    const leaving = service.lookUp(first, context, { consent, signal: closing.signal });
    const staying = service.lookUp(second, context, { consent });
    await arrived();
    closing.abort();
    expect(await leaving).toBe(false);
    serve();
    expect(await staying).toBe(true);
    expect(service.facts(first.uses[0]!, first, context).resolution).toMatchObject({ state: 'known', value: { digest: served } });
    expect(registry.log).toHaveLength(1);
  });

  it('are two clicks: cancelling one does not cancel the other', async () => {
    const { registry, service, read, digest: served } = await world({}, true);
    const { serve, arrived } = await held(registry);
    const document = read(`FROM ${registry.host}/app:1\n`);
    const cancelling = new AbortController();
    const leaving = service.pinAll(document, context, { consent: action, signal: cancelling.signal }).catch(() => 'cancelled');
    const staying = service.pinAll(document, context, { consent: action });
    await arrived();
    cancelling.abort();
    expect(await leaving).not.toMatchObject({ changed: [{}] });
    registry.script(/manifests/, (_, __, again) => again());
    serve();
    expect((await staying).changed[0]?.to).toContain(served);
  });
});
