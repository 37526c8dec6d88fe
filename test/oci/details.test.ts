import { describe, expect, it } from 'vitest';
import { createDetailsClient } from '../../server/src/oci';
import type { HubTags } from '../../server/src/oci/hub-tags';
import { action, createTestClient, failure, reference } from '../support/fake-registry-client';
import { ociIndex, ociManifest } from '../support/fake-registry-contents';
import { answer, fake } from './fakes';

const lookup = { consent: action };
const noHub: HubTags = { details: () => Promise.resolve(undefined) };
const versionLabel = 'org.opencontainers.image.version';

function detailsClient(): ReturnType<typeof createDetailsClient> {
  return createDetailsClient(createTestClient().client, noHub);
}

describe('details of an image', () => {
  it('are the size of its layers and the version of its label', async () => {
    const registry = await fake();
    const { size } = registry.putImageOf('app', { tag: 'latest', labels: { [versionLabel]: '24.11.0' } });
    const app = reference(`${registry.host}/app:latest`);
    expect(await detailsClient().details(app, 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64', size, version: '24.11.0' });
  });

  it('cost no further request where the tag names a version', async () => {
    const registry = await fake();
    registry.putImageOf('app', { tag: '1.2', labels: { [versionLabel]: '1.2.3' } });
    expect(await detailsClient().details(reference(`${registry.host}/app:1.2`), 'linux/amd64', lookup)).not.toHaveProperty('version');
    expect(registry.log).toEqual(['GET /v2/app/manifests/1.2']);
  });

  it('are those of the platform in an index', async () => {
    const registry = await fake();
    const small = registry.putImageOf('app', { tag: 'small', layers: ['x'] });
    const large = registry.putImageOf('app', { tag: 'large', layers: ['x'.repeat(1000)] });
    const entry = (image: typeof small, architecture: string) => ({ ...image, size: 1, platform: { os: 'linux', architecture } });
    registry.putManifest('app', { tag: '1', mediaType: ociIndex, manifest: { schemaVersion: 2, mediaType: ociIndex, manifests: [entry(small, 'arm64'), entry(large, 'amd64')] } });
    const app = reference(`${registry.host}/app:1`);
    expect(await detailsClient().details(app, 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64', size: 1000 });
    expect(await detailsClient().details(app, 'linux/arm64/v8', lookup)).toEqual({ platform: 'linux/arm64', size: 1 });
    expect(await detailsClient().details(app, 'linux/s390x', lookup)).toEqual({ platform: 'linux/s390x' });
  });

  it('take a version from annotations first, and only one that can be compared', async () => {
    const registry = await fake();
    const config = registry.putBlob('app', '{"config":{"Labels":{}}}');
    const put = (tag: string, version: unknown) =>
      registry.putManifest('app', { tag, manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: [], annotations: { [versionLabel]: version } } });
    put('latest', 'v3.2.1');
    put('edge', '[x](command:evil)');
    const of = (tag: string) => detailsClient().details(reference(`${registry.host}/app:${tag}`), 'linux/amd64', lookup);
    expect(await of('latest')).toMatchObject({ version: '3.2.1' });
    expect(await of('edge')).not.toHaveProperty('version');
  });

  it('keep the size when the labels cannot be read', async () => {
    const registry = await fake();
    const { size } = registry.putImageOf('app', { tag: 'latest' });
    registry.script(/blobs/, answer(500));
    expect(await detailsClient().details(reference(`${registry.host}/app`), 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64', size });
  });

  it('are missing when the registry says so, and unknown when it does not answer', async () => {
    const registry = await fake();
    expect(await detailsClient().details(reference(`${registry.host}/app:1`), 'linux/amd64', lookup)).toBe('missing');
    registry.script(/manifests/, answer(401));
    expect(await failure(detailsClient().details(reference(`${registry.host}/app:2`), 'linux/amd64', lookup))).toMatchObject({ code: 'unauthorized' });
  });

  it('have no size where layers are malformed', async () => {
    const registry = await fake();
    const config = registry.putBlob('app', '{}');
    registry.putManifest('app', { tag: '1', manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: [{ size: -1 }] } });
    expect(await detailsClient().details(reference(`${registry.host}/app:1`), 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64' });
  });
});
