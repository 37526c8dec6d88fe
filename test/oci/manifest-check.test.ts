import { describe, expect, it } from 'vitest';
import { checkManifest } from '../../server/src/oci/manifest-check';
import { dockerList, dockerManifest, ociIndex, ociManifest } from '../support/fake-registry-contents';

const config = { mediaType: 'a/b', digest: `sha256:${'0'.repeat(64)}`, size: 0 };

function check(contentType: string | undefined, content: unknown): string {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const bytes = content instanceof Uint8Array ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  const checked = checkManifest(headers, bytes);
  return checked.ok ? checked.mediaType : checked.problem;
}

describe('a manifest', () => {
  it.each([
    [ociIndex, { schemaVersion: 2, mediaType: ociIndex, manifests: [] }, ociIndex],
    [ociIndex, { schemaVersion: 2, manifests: [], annotations: {} }, ociIndex],
    [ociIndex, { schemaVersion: 2, manifests: null }, ociIndex],
    [dockerList, { schemaVersion: 2, mediaType: dockerList, manifests: [] }, dockerList],
    [ociManifest, { schemaVersion: 2, config, layers: [] }, ociManifest],
    [`${dockerManifest}; charset=utf-8`, { schemaVersion: 2, mediaType: dockerManifest, config, layers: [] }, dockerManifest],
    [ociManifest.toUpperCase(), { schemaVersion: 2, config, layers: [] }, ociManifest],
    [undefined, { schemaVersion: 2, mediaType: ociManifest, config, layers: [] }, ociManifest],
    [ociManifest, { schemaVersion: 2, config: { layers: 1, Manifests: 2 }, layers: [], other: 'manifests' }, ociManifest],
  ])('as %s is fine: %j', (header, content, expected) => {
    expect(check(header, content)).toBe(expected);
  });

  const schema1 = 'a legacy schema 1 image, whose digest cannot be relied on';
  it.each([
    ['application/vnd.docker.distribution.manifest.v1+prettyjws', { schemaVersion: 1 }, schema1],
    ['application/vnd.docker.distribution.manifest.v1+json', 'anything', schema1],
    [ociManifest, { schemaVersion: 1, fsLayers: [] }, schema1],
    [undefined, { schemaVersion: 1, fsLayers: [] }, schema1],
    ['application/json', { schemaVersion: 1, fsLayers: [] }, schema1],
    [undefined, { schemaVersion: 2, config, layers: [] }, 'a manifest of an unknown type'],
    ['text/html', '<html>', 'a manifest that is no JSON object'],
    ['text/html', '{}', 'a manifest of an unknown type'],
    ['application/json', { schemaVersion: 2, mediaType: ociManifest, config, layers: [] }, 'a manifest of an unknown type'],
    ['application/vnd.oci.artifact.manifest.v1+json', { schemaVersion: 2 }, 'a manifest of an unknown type'],
    [ociManifest, { schemaVersion: 2, mediaType: dockerManifest, config, layers: [] }, 'a manifest whose type is not the one of its header'],
    [ociIndex, { schemaVersion: 2, mediaType: 7, manifests: [] }, 'a manifest whose type is not the one of its header'],
    [ociIndex, { manifests: [] }, 'a manifest whose schemaVersion is not 2'],
    [ociIndex, { schemaVersion: '2', manifests: [] }, 'a manifest whose schemaVersion is not 2'],
    [ociIndex, { schemaVersion: 2 }, 'an index without manifests'],
    [ociIndex, { schemaVersion: 2, manifests: {} }, 'an index without manifests'],
    [ociManifest, { schemaVersion: 2, layers: [] }, 'a manifest without config'],
    [ociIndex, '[]', 'a manifest that is no JSON object'],
    [ociIndex, 'null', 'a manifest that is no JSON object'],
    [ociIndex, '\ufeff{"schemaVersion":2,"manifests":[]}', 'a manifest that is no JSON object'],
    [ociIndex, Buffer.from('{"schemaVersion":2,"manifests":[],"x":"\xff"}', 'latin1'), 'a manifest that is no JSON object'],
    [ociIndex, '['.repeat(100_000), 'a manifest that is no JSON object'],
  ])('as %s is refused: %j', (header, content, expected) => {
    expect(check(header, content)).toBe(expected);
  });

  it.each([
    [ociIndex, '{"schemaVersion":2,"manifests":[],"layers":[]}', 'an ambiguous manifest'],
    [ociIndex, '{"schemaVersion":2,"manifests":[],"config":{}}', 'an ambiguous manifest'],
    [ociIndex, '{"schemaVersion":2,"manifests":[],"fsLayers":[]}', 'an ambiguous manifest'],
    [ociManifest, '{"schemaVersion":2,"manifests":[],"config":{},"layers":[]}', 'an ambiguous manifest'],
    [ociManifest, '{"schemaVersion":2,"history":[],"config":{},"layers":[]}', 'an ambiguous manifest'],
    [ociManifest, '{"schemaVersion":2,"Manifests":[],"config":{},"layers":[]}', 'a manifest with a key in the wrong case'],
    [ociIndex, '{"schemaVersion":2,"manifests":[],"LAYERS":[]}', 'a manifest with a key in the wrong case'],
    [ociIndex, '{"schemaVersion":2,"manifests":[],"manifests":[]}', 'a manifest with a repeated key'],
    [ociIndex, '{"schemaVersion":2,"manifests":[],"manifest\\u0073":[]}', 'a manifest with a repeated key'],
    [ociIndex, '{"schemaVersion":2,"a":{"b":"\\\\\\"}"},"manifests":[],"a":1}', 'a manifest with a repeated key'],
  ])('as %s is refused when it can be read in two ways: %s', (header, content, expected) => {
    expect(check(header, content)).toBe(expected);
  });
});
