import { describe, expect, it } from 'vitest';
import type { StoredDescriptor } from '../../support/fake-registry-contents';
import type { FakeRegistry } from '../../support/fake-registry';
import { failure, reference } from '../../support/fake-registry-client';
import { answer, fake } from '../fakes';
import { clicked, opened, reaches, world, type World } from './world';

const near = 'europe-west3-docker.pkg.dev';
const there = `https://${near}/v2/k8s-artifacts-prod/images/pause/manifests`;
const here = 'https://registry.k8s.io/v2/pause/manifests';

/** Sends everybody on to a registry nearby, which wants a token of its own. */
async function kubernetes(): Promise<World & { regional: FakeRegistry; image: StoredDescriptor }> {
  const regional = await fake({ auth: 'bearer', service: near, tokenPath: '/v2/token' });
  const image = regional.putIndex('k8s-artifacts-prod/images/pause', '3.10');
  const made = await world('registry.k8s.io', { others: { [near]: regional.host } });
  made.registry.script(/manifests/, (request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    response.writeHead(307, { location: `${there}/${name}`, 'set-cookie': 'where=europe' }).end();
  });
  return { ...made, regional, image };
}

describe('registry.k8s.io', () => {
  it('sends on to another registry, which has tokens of its own and sees nothing of ours', async () => {
    const { internet, client, image } = await kubernetes();
    expect(await client.resolve(reference('registry.k8s.io/pause:3.10'), opened)).toMatchObject({ digest: image.digest, verified: false });
    expect(internet.log).toEqual([
      `HEAD ${here}/3.10`, `HEAD ${there}/3.10`,
      `GET https://${near}/v2/token?service=${near}&scope=repository:k8s-artifacts-prod/images/pause:pull`,
      `HEAD ${there}/3.10`,
    ]);
    expect(internet.shown).toEqual([`${near} Bearer token-1`]);
    expect(reaches(internet)).toEqual(['consented registry.k8s.io', `public ${near}`, `public ${near}`, `public ${near}`]);
    expect(internet.asked.every(({ headers }) => headers['cookie'] === undefined)).toBe(true);
  });

  it('is asked where to go each time, and never shown the token of where it led', async () => {
    const { internet, client } = await kubernetes();
    await client.resolve(reference('registry.k8s.io/pause:3.10'), opened);
    await client.resolve(reference('registry.k8s.io/pause:3.10'), opened);
    expect(internet.log.slice(4)).toEqual([`HEAD ${here}/3.10`, `HEAD ${there}/3.10`, `HEAD ${there}/3.10`]);
    expect(internet.shown).toEqual([`${near} Bearer token-1`, `${near} Bearer token-1`]);
  });

  it('has the bytes of what is written into a file from there, hashed', async () => {
    const { client, image } = await kubernetes();
    expect(await client.resolveVerified(reference('registry.k8s.io/pause:3.10'), clicked)).toMatchObject({ digest: image.digest, verified: true });
  });

  it('is believed when the other one says that an image is not there', async () => {
    const { internet, client } = await kubernetes();
    expect(await client.resolve(reference('registry.k8s.io/pause:0'), opened)).toBe('missing');
    // GET begins where HEAD began.
    expect(internet.log.map(line => `${line.split(' ')[0]} ${new URL(line.split(' ')[1] ?? '').host}`)).toEqual([
      'HEAD registry.k8s.io', `HEAD ${near}`, `GET ${near}`, `HEAD ${near}`, 'GET registry.k8s.io', `GET ${near}`, `GET ${near}`,
    ]);
  });

  it('is not followed into the private network', async () => {
    const { registry, internet, client } = await kubernetes();
    registry.script(/manifests/, answer(307, { location: 'https://10.0.0.1/v2/pause/manifests/3.10' }));
    expect(await failure(client.resolve(reference('registry.k8s.io/pause:3.10'), clicked))).toMatchObject({ code: 'host-not-allowed', host: '10.0.0.1' });
    expect(internet.log).toHaveLength(2);
  });

  it('keeps blobs in a content network, which is shown nothing', async () => {
    const bucket = await fake();
    const { registry, internet, client } = await world('registry.k8s.io', { others: { 'prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com': bucket.host } });
    const blob = registry.putBlob('pause', '{}');
    registry.script(/blobs/, answer(307, { location: 'https://prod-registry-k8s-io-eu-central-1.s3.dualstack.eu-central-1.amazonaws.com/containers/x' }));
    bucket.script('/containers/x', answer(200, {}, '{}'));
    expect(await client.blob(reference('registry.k8s.io/pause'), { ...blob, annotations: {} }, 100, clicked)).toHaveLength(2);
    expect(internet.shown).toEqual([]);
    expect(internet.log).toHaveLength(2);
  });
});
