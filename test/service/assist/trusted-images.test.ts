import { describe, expect, it } from 'vitest';
import { render } from '../../../server/src/core/message';
import { formatReference } from '../../../server/src/core/reference';
import { trustedImages, trustedTags } from '../../../server/src/service/assist/trusted-images';
import { shelf, strict } from './support';

describe('the list of trusted images', () => {
  it('shows publisher, user and shell of the tag that most people want', () => {
    const found = trustedImages(shelf());
    const [node] = found.filter(({ reference }) => reference === 'dhi.io/node');
    expect({ ...node, about: node && render(node.about) }).toEqual({
      reference: 'dhi.io/node',
      publisher: 'Docker Hardened Images',
      about: 'user node; no shell; no package manager; free after a login to dhi.io with any Docker account',
    });
    expect(found.every(({ publisher }) => publisher !== '')).toBe(true);
  });

  it('shows the size where one is known, of that very tag and of where it is taken from', () => {
    const asked: string[] = [];
    const sizeOf = (reference: Parameters<typeof formatReference>[0]) => {
      asked.push(formatReference(reference));
      return reference.repository === 'hub/library/node' ? 1234 : undefined;
    };
    const found = trustedImages(shelf({ upstreams: { 'harbor.example/hub': 'docker.io' } }, sizeOf));
    expect(found.filter(({ size }) => size !== undefined)).toMatchObject([{ reference: 'harbor.example/hub/library/node', size: '1.2 kB' }]);
    expect(asked).toContain('harbor.example/hub/library/node:latest');
    expect(asked).toContain('gcr.io/distroless/cc-debian13:nonroot');
    expect(trustedTags('harbor.example/hub/library/node', shelf({ upstreams: { 'harbor.example/hub': 'docker.io' } }, sizeOf))[0]).toMatchObject({ size: '1.2 kB' });
  });

  it('has nothing that the policy rejects', () => {
    expect(new Set(trustedImages(shelf(strict({ publishers: ['chainguard'] }))).map(({ publisher }) => publisher))).toEqual(new Set(['Chainguard']));
  });
});

describe('its second list', () => {
  it('is the image under each tag, with what differs', () => {
    const tags = trustedTags('cgr.dev/chainguard/node', shelf()).map(({ reference, about }) => [reference, render(about)]);
    expect(tags.map(([reference]) => reference)).toEqual(['cgr.dev/chainguard/node:latest', 'cgr.dev/chainguard/node:latest-dev']);
    expect(tags[0]?.[1]).toContain('no package manager');
    expect(tags[1]?.[1]).toContain('package manager apk');
    expect(trustedTags('a b', shelf())).toEqual([]);
  });
});
