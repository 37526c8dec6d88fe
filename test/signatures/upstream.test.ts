import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RegistryError } from '../../server/src/oci/error';
import { background, createTestClient } from '../support/fake-registry-client';
import { startFakeRegistry, type FakeRegistry } from '../support/fake-registry';
import { pushIndex } from '../support/image-layouts';
import { sha256, type MemoryRegistry } from '../support/memory-registry';
import { imageInMemory, type ImageToSign } from '../support/sign-image';
import { builder } from '../support/docker-builder';
import { createOneSigner, goodReason, reasonOf, withConsent, type OneSigner } from '../support/one-signer';
import { failed, reference, verify } from '../support/verification';

let world: OneSigner;
let cache: FakeRegistry;
let origin: FakeRegistry;
let image: ImageToSign;
beforeAll(async () => {
  world = await createOneSigner();
});
beforeEach(async () => {
  [cache, origin] = [await startFakeRegistry(), await startFakeRegistry()];
  image = { name: `${origin.host}/team/app`, ...cache.putImage('proxy/app', 'x', 'latest') };
  origin.putImage('team/app', 'x', 'latest');
});
afterEach(async () => {
  await cache.close();
  await origin.close();
});

/** Asks the cache for an image, which stands for the origin's. */
function ask(input: Parameters<OneSigner['ask']>[1] = {}): ReturnType<OneSigner['ask']> {
  const more = { upstream: reference(`${origin.host}/team/app`) };
  return world.ask(withConsent(createTestClient().client, background(cache.host, origin.host)), { reference: `${cache.host}/proxy/app:latest`, more, ...input });
}

describe('an image in a proxy cache', () => {
  it('is signed at its upstream, under the same digest', async () => {
    await world.signInTag(origin.push('team/app'), image);
    const result = await ask();
    expect(result).toMatchObject({ verdict: 'verified', digest: image.digest, signatures: [{ place: `${origin.host}/team/app` }] });
    expect(reasonOf(result)).toBe(`${goodReason} Found in ${origin.host}/team/app, under the same digest.`);
    expect(result.signatures[0]?.checks.find(({ name }) => name === 'docker-reference')?.outcome).toBe('ok');
  });

  it('is not resolved there: a tag that moved on means nothing', async () => {
    await world.signInTag(origin.push('team/app'), image);
    origin.putImage('team/app', 'newer', 'latest');
    expect(await ask()).toMatchObject({ verdict: 'verified', digest: image.digest });
    expect(origin.log.filter((each) => each.includes('latest') || each.endsWith(image.digest))).toEqual([`GET /v2/team/app/referrers/${image.digest}`]);
  });

  it('is asked for there only when nothing is beside it', async () => {
    await world.signInTag(cache.push('proxy/app'), image);
    expect(await ask()).toMatchObject({ verdict: 'verified', signatures: [{ place: `${cache.host}/proxy/app` }] });
    await world.signInTag(cache.push('proxy/app'), { ...image, digest: sha256('other') });
    const tag = ({ digest }: Pick<ImageToSign, 'digest'>): string => `${digest.replace(':', '-')}.sig`;
    const bad = cache.findManifest('proxy/app', tag({ digest: sha256('other') }));
    cache.putManifest('proxy/app', { manifest: bad?.bytes ?? {}, tag: tag(image) });
    const result = await ask();
    expect(result.verdict).toBe('invalid');
    expect(failed(result.signatures[0]!)).toEqual(['payload-digest']);
    expect(origin.requests).toEqual([]);
  });

  it('is unsigned when it is neither here nor there, and both are named', async () => {
    const result = await ask();
    expect(result.verdict).toBe('unsigned');
    expect(reasonOf(result)).toBe(`No signature was found, neither in ${cache.host}/proxy/app nor in ${origin.host}/team/app.`);
    const silent = await ask({ publisherDoesNotSign: true });
    expect(silent.verdict).toBe('publisher-does-not-sign');
    expect(reasonOf(silent)).toContain(`nor in ${origin.host}/team/app, and the publisher is known to make none.`);
  });

  it('is not unsigned when its upstream cannot be asked', async () => {
    await world.signInTag(origin.push('team/app'), image);
    origin.script(/./, (_, response) => response.writeHead(503).end());
    expect((await ask()).verdict).toBe('unknown');
  });

  it('is not looked for at a host that may not be contacted', async () => {
    await world.signInTag(origin.push('team/app'), image);
    const limited = withConsent(createTestClient().client, background(cache.host));
    const request = { reference: `${cache.host}/proxy/app:latest`, more: { upstream: reference(`${origin.host}/team/app`) } };
    const result = await verify({ registry: limited, ...request });
    expect(result.verdict).toBe('unknown');
    expect(reasonOf(result)).toContain(`${origin.host} may not be contacted`);
    expect(origin.requests).toEqual([]);
  });

  it('is not looked for at a host that a file alone has named, whoever runs a command', async () => {
    await world.signInTag(origin.push('team/app'), image);
    const request = { reference: `${cache.host}/proxy/app:latest`, more: { upstream: reference(`${origin.host}/team/app`) } };
    expect(await verify({ registry: createTestClient().client, ...request })).toMatchObject({ verdict: 'unknown' });
    expect(origin.requests).toEqual([]);
  });

  it('is looked for in every layout there', async () => {
    const pushed = await pushIndex(cache.push('proxy/app'), { attested: {} });
    await pushIndex(origin.push('team/app'), { attested: {} });
    await world.signByBuilder(origin.push('team/app'), pushed.attestation as ImageToSign);
    expect(await ask({ signers: [builder] })).toMatchObject({ verdict: 'verified', digest: pushed.index.digest, signatures: [{ subject: { kind: 'attestation-manifest' } }] });
  });
});

describe('a look-up beside the image that failed', () => {
  it('is not made up for by the upstream', async () => {
    const { registry }: { registry: MemoryRegistry } = await imageInMemory();
    registry.fail('referrers', new RegistryError('timeout', 'registry.example:443', ''));
    const result = await world.ask(registry, { more: { upstream: reference('upstream.example/app') } });
    expect(result.verdict).toBe('unknown');
    expect(registry.asked.filter((each) => each.startsWith('referrers'))).toHaveLength(1);
  });
});
