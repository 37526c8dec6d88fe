import { describe, expect, it } from 'vitest';
import { formatReference } from '../../server/src/core/reference';
import { RegistryError } from '../../server/src/oci/error';
import { render } from '../../server/src/core/message';
import { action, background, reference } from '../support/fake-registry-client';
import { type Signed } from '../support/sign-as';
import { contextOf, entry, image, signedService } from '../support/signed-service';

const options = { consent: action };
const tagged = reference(`${image}:latest`);

async function digestOf(how: Signed, policy = contextOf(entry()).policy) {
  const world = await signedService(how);
  const found = await world.service.digestFor(tagged, policy, options);
  return { world, written: found && formatReference(found.reference), note: found?.note && render(found.note) };
}

describe('the digest that may be written', () => {
  it('is the one that is served, verified where a signer is known', async () => {
    const { world, written, note } = await digestOf('good');
    expect([written, note]).toEqual([`${image}:latest@${world.signed.digest}`, undefined]);
    expect(world.verified).toHaveLength(1);
  });

  it('is said not to be signed where nobody signed', async () => {
    const { world, written, note } = await digestOf('none');
    expect([written, note]).toEqual([`${image}:latest@${world.signed.digest}`, 'its signature is not verified: No signature was found.']);
  });

  it.each(['wrong', 'other'] as const)('is not there where the signature is not accepted: %s', async how => {
    expect((await digestOf('good')).written).toBeDefined();
    expect((await digestOf(how)).written).toBeUndefined();
  });

  it('is not there where a signature is required and missing', async () => {
    expect((await digestOf('none')).written).toBeDefined();
    expect((await digestOf('none', contextOf(entry({ required: true })).policy)).written).toBeUndefined();
  });

  it('is asked for once by those who ask at the same time, and judged by the policy of each', async () => {
    const world = await signedService('none');
    const ask = (required: boolean) => world.service.digestFor(tagged, contextOf(entry({ required })).policy, options);
    const { policy } = contextOf(entry());
    const [first, second] = await Promise.all([world.service.digestFor(tagged, policy, options), world.service.digestFor(tagged, policy, options)]);
    expect(first).toBe(second);
    expect(await Promise.all([ask(false), ask(true)])).toMatchObject([{ reference: { digest: world.signed.digest } }, undefined]);
  });

  it('is not there where the registry does not answer, nor is anything thrown', async () => {
    const world = await signedService('good');
    world.registry.fail('resolve', new RegistryError('unreachable', 'registry.example', 'no route'));
    expect(await world.service.digestFor(tagged, contextOf(entry()).policy, options)).toBeUndefined();
  });
});

describe('the tags that are known', () => {
  it('are none before anybody asked, and those of the registry afterwards', async () => {
    const world = await signedService('none');
    expect(world.service.tagsOf(tagged)).toEqual({ tags: [], isComing: false });
    await world.service.lookUpTags(tagged, { consent: background('registry.example') });
    expect(world.service.tagsOf(tagged)).toEqual({ tags: ['latest'], isComing: false });
  });
});
