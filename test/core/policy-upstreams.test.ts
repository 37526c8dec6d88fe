import { describe, expect, it } from 'vitest';
import { defaultPolicy, type TrustPolicy } from '../../server/src/core/policy';
import { judgedAs, writtenAs } from '../../server/src/core/policy-upstreams';
import { formatReference, parseReference, type ImageReference } from '../../server/src/core/reference';

function parsed(text: string): ImageReference {
  const result = parseReference(text);
  if (!result.ok) throw new Error(text);
  return result.reference;
}

const policy = (upstreams: TrustPolicy['upstreams']): TrustPolicy => ({ ...defaultPolicy, upstreams });
const written = (text: string, upstreams: TrustPolicy['upstreams']): string => formatReference(writtenAs(parsed(text), policy(upstreams)));

describe('the name of an image in a proxy cache', () => {
  it.each<[string, TrustPolicy['upstreams'], string]>([
    ['node:20', { 'harbor.example/hub': 'docker.io' }, 'harbor.example/hub/library/node:20'],
    ['grafana/loki:3', { 'harbor.example/hub': 'docker.io' }, 'harbor.example/hub/grafana/loki:3'],
    ['cgr.dev/chainguard/node', { 'harbor.example/cg': 'cgr.dev/chainguard' }, 'harbor.example/cg/node'],
    ['gcr.io/distroless/static:nonroot', { 'gcr.example': 'gcr.io' }, 'gcr.example/distroless/static:nonroot'],
    ['node:20', { 'harbor.example:8443/hub': 'docker.io' }, 'harbor.example:8443/hub/library/node:20'],
    [`node:20@sha256:${'a'.repeat(64)}`, { 'harbor.example/hub': 'docker.io' }, `harbor.example/hub/library/node:20@sha256:${'a'.repeat(64)}`],
  ])('of %s with %j is %s', (text, upstreams, expected) => expect(written(text, upstreams)).toBe(expected));

  it('is in the nearest cache, whichever is named first', () => {
    const near = { 'harbor.example/cg': 'cgr.dev/chainguard', 'harbor.example/all': 'cgr.dev' };
    const turned = Object.fromEntries(Object.entries(near).reverse());
    for (const upstreams of [near, turned]) {
      expect(written('cgr.dev/chainguard/node', upstreams)).toBe('harbor.example/cg/node');
      expect(written('cgr.dev/acme/node', upstreams)).toBe('harbor.example/all/acme/node');
    }
  });

  it('is its own where no cache stands for it, and where a cache has no room for it', () => {
    const own = parsed('quay.io/acme/app:1');
    expect(writtenAs(own, policy({ 'harbor.example/hub': 'docker.io' }))).toBe(own);
    expect(writtenAs(own, policy({ 'harbor.example/q': 'quay.io/acm' }))).toBe(own);
    expect(writtenAs(own, policy({ 'harbor.example': 'quay.io/acme/app' }))).toBe(own);
  });

  it('stands for the image again', () => {
    const upstreams = { 'harbor.example/hub': 'docker.io', 'harbor.example/official': 'docker.io/library', 'harbor.example/cg': 'cgr.dev/chainguard', 'gcr.example': 'gcr.io' };
    for (const text of ['node:20', 'grafana/loki', 'cgr.dev/chainguard/node:latest', 'gcr.io/distroless/static', 'quay.io/a/b:1']) {
      const reference = parsed(text);
      expect(judgedAs(writtenAs(reference, policy(upstreams)), policy(upstreams)), text).toEqual(reference);
    }
  });
});
