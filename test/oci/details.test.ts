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

  it('are those of the platform in an index, with every platform that can be shown', async () => {
    const platforms = ['linux/arm64', 'linux/amd64'];
    const registry = await fake();
    const small = registry.putImageOf('app', { tag: 'small', layers: ['x'] });
    const large = registry.putImageOf('app', { tag: 'large', layers: ['x'.repeat(1000)] });
    const entry = (image: typeof small, architecture: string) => ({ ...image, size: 1, platform: { os: 'linux', architecture } });
    registry.putManifest('app', { tag: '1', mediaType: ociIndex, manifest: { schemaVersion: 2, mediaType: ociIndex, manifests: [entry(small, 'arm64'), entry(large, 'amd64'), entry(large, 'amd64'), entry(large, '](x)')] } });
    const app = reference(`${registry.host}/app:1`);
    expect(await detailsClient().details(app, 'linux/amd64', lookup)).toEqual({ platform: 'linux/amd64', size: 1000, platforms });
    expect(await detailsClient().details(app, 'linux/arm64/v8', lookup)).toEqual({ platform: 'linux/arm64', size: 1, platforms });
    expect(await detailsClient().details(app, 'linux/s390x', lookup)).toEqual({ platform: 'linux/s390x', platforms });
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

  it('take the time of the build from the configuration that is read anyway, and ask for none for its sake', async () => {
    const registry = await fake();
    const config = registry.putBlob('app', '{"created":"2026-11-14T06:05:04.123456789Z"}');
    for (const tag of ['latest', '1']) registry.putManifest('app', { tag, manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: [] } });
    const of = (tag: string) => detailsClient().details(reference(`${registry.host}/app:${tag}`), 'linux/amd64', lookup);
    expect(await of('latest')).toMatchObject({ created: Date.UTC(2026, 10, 14, 6, 5, 4, 123) });
    expect(await of('1')).not.toHaveProperty('created');
    expect(registry.log.filter(line => line.includes('/blobs/'))).toHaveLength(1);
  });

  it('take the time of the build from annotations, those of the image before those of what lists it', async () => {
    const registry = await fake();
    const config = registry.putBlob('app', '{"created":"2020-01-01T00:00:00Z"}');
    const annotated = (created: string) => ({ annotations: { 'org.opencontainers.image.created': created, [versionLabel]: '1' } });
    const put = (tag: string, ofImage: object, ofEntry: object, ofIndex: object) => {
      const image = registry.putManifest('app', { manifest: { schemaVersion: 2, mediaType: ociManifest, config, layers: [], ...ofImage } });
      const manifests = [{ ...image, size: 1, platform: { os: 'linux', architecture: 'amd64' }, ...ofEntry }];
      registry.putManifest('app', { tag, mediaType: ociIndex, manifest: { schemaVersion: 2, mediaType: ociIndex, manifests, ...ofIndex } });
    };
    put('a', annotated('2026-03-03T00:00:00Z'), annotated('2026-02-02T00:00:00Z'), annotated('2026-01-01T00:00:00Z'));
    put('b', {}, annotated('2026-02-02T00:00:00Z'), annotated('2026-01-01T00:00:00Z'));
    put('c', {}, annotated('yesterday'), annotated('2026-01-01T00:00:00Z'));
    const month = async (tag: string) => {
      const details = await detailsClient().details(reference(`${registry.host}/app:${tag}`), 'linux/amd64', lookup);
      return details !== 'missing' && details.created !== undefined ? new Date(details.created).getUTCMonth() + 1 : undefined;
    };
    expect([await month('a'), await month('b'), await month('c')]).toEqual([3, 2, 1]);
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
