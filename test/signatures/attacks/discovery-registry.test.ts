/** A registry that lies or fails: attacks 10, 11, 12, 39 and 40. Each starts from a signature that is accepted. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../../server/src/core/verification';
import { background, createTestClient } from '../../support/fake-registry-client';
import { startFakeRegistry, sendError, type FakeRegistry, type FakeRegistryOptions } from '../../support/fake-registry';
import { describeManifest, pushReferrer } from '../../support/image-layouts';
import { sha256 } from '../../support/memory-registry';
import { mediaTypes, type ImageToSign } from '../../support/sign-image';
import { createOneSigner, reasonOf, withConsent, type OneSigner } from '../../support/one-signer';
import { outcomes } from '../../support/verification';
import { answer, asUsual, fake, withHeaders } from '../../oci/fakes';

let world: OneSigner;
beforeAll(async () => {
  world = await createOneSigner();
});

const started: FakeRegistry[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) await each.close();
});

/** An image that is signed in the tag and accepted, in a registry that has not misbehaved so far. */
async function signedIn(options: FakeRegistryOptions = {}): Promise<{ registry: FakeRegistry; image: ImageToSign }> {
  const registry = await startFakeRegistry(options);
  started.push(registry);
  const image = { name: 'app', ...registry.putImage('app', 'x', 'latest') };
  await world.signInTag(registry.push('app'), image);
  expect((await ask(registry)).verdict).toBe('verified');
  registry.requests.length = 0;
  return { registry, image };
}

function ask({ host }: FakeRegistry): Promise<VerificationReport> {
  return world.ask(createTestClient().client, { reference: `${host}/app:latest` });
}

describe('attack 10: a tag that moves while it is verified', () => {
  it('is resolved once, and the digest of that moment is what the report is about', async () => {
    const { registry, image } = await signedIn();
    const other = registry.putImage('app', 'evil');
    registry.script('/v2/app/manifests/latest', asUsual, (_, response) => {
      response.writeHead(307, { location: `/v2/app/manifests/${other.digest}` }).end();
    });
    expect(await ask(registry)).toMatchObject({ verdict: 'verified', digest: image.digest });
    expect(registry.log.filter((each) => each.includes('latest'))).toEqual(['GET /v2/app/manifests/latest']);
    expect(await ask(registry)).toMatchObject({ verdict: 'unsigned', digest: other.digest });
  });
});

describe('attack 11: other bytes than were promised', () => {
  const blobs: [string, (bytes: Buffer) => Buffer][] = [
    ['changed', (bytes) => Buffer.from(bytes).fill(' ', 0, 1)],
    ['longer', (bytes) => Buffer.concat([bytes, Buffer.from(' ')])],
    ['shorter', (bytes) => bytes.subarray(0, -1)],
  ];
  it.each(blobs)('a blob is %s', async (_, bend) => {
    const { registry, image } = await signedIn();
    const { payload } = await world.legacy(image);
    registry.script(/^GET .*\/blobs\//, answer(200, {}, bend(payload)));
    const result = await ask(registry);
    expect(result).toMatchObject({ verdict: 'unknown', signatures: [{ verdict: 'unknown' }] });
    expect(outcomes(result.signatures[0]!)['format']).toBe('skipped');
    expect(reasonOf(result)).toContain('gave an answer that cannot be relied on');
  });

  it('the manifest of a referrer is another one', async () => {
    const registry = await fake();
    const image = { name: 'app', ...registry.putImage('app', 'x', 'latest') };
    const referrer = await world.signInBundle(registry.push('app'), image);
    expect((await ask(registry)).verdict).toBe('verified');
    const other = await world.signInBundle(registry.push('other'), { ...image, digest: sha256('other') });
    const { bytes = new Uint8Array() } = registry.findManifest('other', other.digest) ?? {};
    registry.script(`/v2/app/manifests/${referrer.digest}`, answer(200, { 'content-type': mediaTypes.manifest }, bytes));
    expect(await ask(registry)).toMatchObject({ verdict: 'unknown', signatures: [] });
  });
});

describe('attack 12: a digest in a header that is none of these bytes', () => {
  it.each([['the tag', '/v2/app/manifests/latest'], ['the signature', /manifests\/sha256-.*\.sig$/]])('of %s is not believed', async (_, what) => {
    const { registry } = await signedIn();
    registry.script(what, withHeaders({ 'docker-content-digest': sha256('lie') }));
    const result = await ask(registry);
    expect(result.verdict).toBe('unknown');
    expect(reasonOf(result)).toContain('gave an answer that cannot be relied on');
    expect(result.digest).not.toBe(sha256('lie'));
  });
});

describe('attack 39: a registry that does not answer', () => {
  const places: [string, RegExp][] = [
    ['the tag for signatures', /manifests\/sha256-.*\.sig$/],
    ['the referrers', /referrers/],
    ['the payload', /blobs/],
    ['the image', /manifests\/latest$/],
  ];
  const answers: [string, ReturnType<typeof answer>][] = [
    ['401', (_, response) => sendError(response, 401, 'UNAUTHORIZED')],
    ['403', (_, response) => sendError(response, 403, 'DENIED')],
    ['429', (_, response) => sendError(response, 429, 'TOOMANYREQUESTS')],
    ['500', (_, response) => sendError(response, 500, 'UNKNOWN')],
    ['a dead connection', (request) => void request.socket.destroy()],
  ];
  it.each(places.flatMap(([place, what]) => answers.map(([name, handler]) => [name, place, what, handler] as const)))('but with %s for %s is not unsigned', async (name, place, what, handler) => {
    const { registry } = await signedIn();
    registry.script(what, handler);
    const { verdict, signatures } = await ask(registry);
    // What was found is as good as before, whatever cannot be asked besides; who is asked to wait asks nothing more.
    const isGood = place === 'the referrers' && name !== '429';
    expect(verdict).toBe(isGood ? 'verified' : 'unknown');
    expect(signatures.filter((each) => each.verdict === 'invalid')).toEqual([]);
  });

  it('for the referrers, when there is nothing else', async () => {
    const { registry, image } = await signedIn();
    registry.removeTag('app', `${image.digest.replace(':', '-')}.sig`);
    expect((await ask(registry)).verdict).toBe('unsigned');
    registry.script(/referrers/, answer(503));
    expect((await ask(registry)).verdict).toBe('unknown');
  });

  it('for a payload, beside a signature that is wrong', async () => {
    const { registry, image } = await signedIn();
    await pushReferrer(registry.push('app'), { subject: describeManifest(image), artifactType: mediaTypes.bundle, layers: [{ bytes: Buffer.from('{}'), mediaType: mediaTypes.bundle }] });
    expect((await ask(registry)).verdict).toBe('verified');
    const { payload } = await world.legacy(image);
    registry.script(`/v2/app/blobs/${sha256(payload)}`, answer(503));
    const result = await ask(registry);
    expect([result.verdict, ...result.signatures.map(({ verdict }) => verdict)]).toEqual(['unknown', 'unknown', 'invalid']);
    expect(reasonOf(result)).toMatch(/^Not everything could be looked up: .* Signatures that are not valid: 1\.$/);
  });

  it('for a referrer that may be the signature', async () => {
    const registry = await fake();
    const image = { name: 'app', ...registry.putImage('app', 'x', 'latest') };
    const referrer = await world.signInBundle(registry.push('app'), image);
    expect((await ask(registry)).verdict).toBe('verified');
    registry.script(`/v2/app/manifests/${referrer.digest}`, answer(503));
    expect((await ask(registry)).verdict).toBe('unknown');
  });
});

describe('attack 40: a registry that sends elsewhere', () => {
  let registry: FakeRegistry;
  let image: ImageToSign;
  beforeEach(async () => {
    ({ registry, image } = await signedIn({ auth: 'bearer' }));
  });

  /** Both hosts are allowed: nothing but the registry client itself keeps away from the other. */
  function askWithBoth({ host }: FakeRegistry): Promise<VerificationReport> {
    return world.ask(withConsent(createTestClient().client, background(registry.host, host)), { reference: `${registry.host}/app:latest` });
  }

  it('takes no token to another host with a blob', async () => {
    const network = await fake();
    const { payload } = await world.legacy(image);
    network.script(/cdn/, answer(200, {}, payload));
    registry.script(/blobs/, (request, response, serve) => (request.headers.authorization ? response.writeHead(307, { location: `http://${network.host}/cdn` }).end() : serve()));
    expect((await askWithBoth(network)).verdict).toBe('verified');
    expect(network.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([['/cdn', undefined]]);
  });

  it('is not followed for more referrers', async () => {
    const elsewhere = await fake();
    registry.script(/^GET .*\/referrers\//, (request, response, serve) => {
      if (request.headers.authorization) response.setHeader('link', `<http://${elsewhere.host}/v2/app/referrers/${image.digest}?last=1>; rel="next"`);
      serve();
    });
    expect((await askWithBoth(elsewhere)).verdict).toBe('verified');
    registry.removeTag('app', `${image.digest.replace(':', '-')}.sig`);
    expect((await askWithBoth(elsewhere)).verdict).toBe('unknown');
    expect(elsewhere.requests).toEqual([]);
  });

  it('is not followed by the addresses of a descriptor', async () => {
    const elsewhere = await fake();
    registry.removeTag('app', `${image.digest.replace(':', '-')}.sig`);
    const bytes = Buffer.from(JSON.stringify(await world.bundle(image)));
    await pushReferrer(registry.push('app'), { subject: describeManifest(image), artifactType: mediaTypes.bundle, layers: [{ bytes, mediaType: mediaTypes.bundle }] });
    expect((await ask(registry)).verdict).toBe('verified');
    const layer = { mediaType: mediaTypes.bundle, digest: sha256(bytes), size: bytes.length, urls: [`http://${elsewhere.host}/bundle`] };
    registry.script(/blobs/, (request, response, serve) => (request.headers.authorization ? sendError(response, 404, 'BLOB_UNKNOWN') : serve()));
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, artifactType: mediaTypes.bundle, config: {}, layers: [layer], subject: describeManifest(image) };
    registry.putManifest('app', { manifest });
    expect((await ask(registry)).verdict).toBe('unknown');
    expect(elsewhere.requests).toEqual([]);
  });
});
