import { describe, expect, it } from 'vitest';
import { shippedTables as tables } from '../../server/src/catalog/shipped';
import { render } from '../../server/src/core/message';
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import { knownPublisherOf, publisherOf, publishers } from '../../server/src/publishers';
import { knownNamespaces } from '../../server/src/publishers/known-namespaces';
import { officialImages } from '../../server/src/publishers/official-images';

function reference(text: string): ImageReference {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.problem}`);
  return parsed.reference;
}

const idOf = (text: string) => publisherOf(reference(text))?.id;

/** One reference for every name that any table holds. */
const sampledNames = [
  ...officialImages,
  ...[...officialImages].map(name => `arm64v8/${name}`),
  ...tables.upstreams.all().map(({ name }) => name),
  ...tables.chainguard.repositories().flatMap(repository => [`cgr.dev/chainguard/${repository}`, `cgr.dev/acme.example/${repository}`]),
  ...tables.distroless.repositories().map(repository => `gcr.io/distroless/${repository}`),
  ...tables.dockerHardened.repositories().map(repository => `dhi.io/${repository}`),
  ...[...knownNamespaces, 'bitnamilegacy', 'bitnamisecure', 'alpinelinux', 'library', 'acme'].flatMap(namespace => [`${namespace}/app`, `${namespace}/dhi-node`]),
];

describe('who owns a name', () => {
  it.each([
    ['cgr.dev/chainguard/node', 'chainguard'],
    ['cgr.dev/chainguard/node:latest-dev', 'chainguard'],
    ['cgr.dev/acme.example/node:20', 'chainguard-organization'],
    ['cgr.dev/chainguard-private/node', 'chainguard-organization'],
    ['gcr.io/distroless/static-debian13:nonroot', 'distroless'],
    ['gcr.io/distroless/deeper/static', 'distroless'],
    ['node', 'docker-official'],
    ['docker.io/library/node:20', 'docker-official'],
    ['index.docker.io/library/node', 'docker-official'],
    ['registry-1.docker.io/library/node', 'docker-official'],
    ['registry.hub.docker.com/library/node', 'docker-official'],
    ['arm32v7/node', 'docker-official'],
    ['winamd64/golang', 'docker-official'],
    ['acme/dhi-node:22', 'docker-hardened-mirror'],
    ['index.docker.io/acme/dhi-node', 'docker-hardened-mirror'],
    ['quay.io/openshift-release-dev/ocp-release:4.20.0-x86_64', 'red-hat'],
    ['quay.io/argoproj/argocd', 'argoproj'],
    ['argoproj/argocd', 'argoproj'],
    ['quay.io/cilium/cilium', 'cilium'],
    ['envoyproxy/gateway', 'envoyproxy'],
    ['ghcr.io/fluxcd/flux-cli', 'flux'],
    ['ghcr.io/siderolabs/installer', 'sidero-labs'],
    ['ghcr.io/sigstore/cosign/cosign', 'sigstore'],
  ])('%s: %s', (text, id) => expect(idOf(text)).toBe(id));

  it.each([
    'gcr.io/distroless-evil/static',
    'gcr.io/distroless',
    'gcr.io/acme/distroless/static',
    'eu.gcr.io/distroless/static',
    'gcr.io:443/distroless/static',
    'gcr.io.example/distroless/static',
    'cgr.dev/chainguard',
    'cgr.dev.example/chainguard/node',
    'evil-cgr.dev/chainguard/node',
    'chainguard/node',
    'distroless/static',
    'docker.io.example/library/node',
    'nodee',
    'library/node/evil',
    'amd64x/node',
    'arm32v7/deeper/node',
    'acme/node',
    'acme/dhi/node',
    'acme/dhi-images/node',
    'acme/node-dhi-x',
    'library/dhi-node',
    'quay.io/openshift-release-dev-evil/ocp-release',
    'quay.io/openshift-release-dev',
    'quay.io/cilium-evil/cilium',
    'quay.io/cilium',
  ])('%s is nobody\'s', text => expect(idOf(text)).toBeUndefined());
});

describe('the table of publishers', () => {
  it('has no reference that two publishers own', () => {
    const shared = sampledNames.filter(name => publishers.filter(publisher => publisher.owns(reference(name))).length > 1);
    expect(shared).toEqual([]);
  });

  it('has unique ids, and none that a namespace or a known host could take', () => {
    const ids = publishers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Some are both, and the same people.
    expect(ids.filter(id => knownNamespaces.has(id) && idOf(`${id}/app`) !== id)).toEqual([]);
    const others = ['docker.elastic.co/kibana/kibana', 'public.ecr.aws/docker/library/node', 'ghcr.io/grafana/grafana', 'quay.io/jetstack/cert-manager-controller'];
    const known = others.map(name => knownPublisherOf(reference(name))?.id);
    expect(known).not.toContain(undefined);
    expect(ids.filter(id => known.includes(id))).toEqual([]);
  });

  it('says of Docker Official Images alone that they are not signed', () => {
    expect(publishers.filter(({ doesNotSign }) => doesNotSign).map(({ id }) => id)).toEqual(['docker-official']);
  });

  it('says of each how it signs, what is free, and where to read more', () => {
    for (const { id, title, signing, free, page } of publishers) {
      expect(title, id).not.toBe('');
      for (const text of [signing, free]) expect(render(text), id).toMatch(/^[^{}]{10,}$/);
      expect(new URL(page).protocol, id).toBe('https:');
    }
  });

  it.each([
    ['alpine:3', 'musl'], ['node:22-alpine', 'musl'], ['alpinelinux/docker-cli', 'musl'], ['registry.access.redhat.com/ubi9/ubi-minimal', 'UBI licence'],
    ['cgr.dev/chainguard/wolfi-base', 'Wolfi'],
  ])('says of %s what is worth knowing: %s', (text, said) => {
    const note = publisherOf(reference(text))?.note?.(reference(text));
    expect(note && render(note)).toContain(said);
  });

  it.each(['node:22', 'registry.access.redhat.com/rhel7', 'cgr.dev/chainguard/node'])('has no remark about %s', text => {
    expect(publisherOf(reference(text))?.note?.(reference(text))).toBeUndefined();
  });
});
