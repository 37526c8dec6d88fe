import { describe, expect, it } from 'vitest';
import { knownPublisherOf, tables } from '../../server/src/catalog';
import { retiredDistroless } from '../../server/src/catalog/distroless-images';
import { knownNamespaces } from '../../server/src/catalog/known-namespaces';
import { parseReference, type ImageReference } from '../../server/src/core/reference';
import { publisherOf, publishers } from '../../server/src/publishers';
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
  ...tables.upstreams.map(({ upstream }) => upstream),
  ...tables.chainguard.flatMap(([repository]) => [`cgr.dev/chainguard/${repository}`, `cgr.dev/acme.example/${repository}`]),
  ...tables.distroless.map(([repository]) => `gcr.io/distroless/${repository}`),
  ...retiredDistroless.map(([repository]) => `gcr.io/distroless/${repository}`),
  ...[...knownNamespaces].map(namespace => `${namespace}/app`),
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
    'ghcr.io/library/node',
    'docker.io.example/library/node',
    'nodee',
    'library/node/evil',
    'amd64x/node',
    'arm32v7/deeper/node',
    'acme/node',
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
    expect(ids.filter(id => knownNamespaces.has(id))).toEqual([]);
    const others = ['registry.k8s.io/pause', 'dhi.io/node', 'public.ecr.aws/docker/library/node', 'ghcr.io/fluxcd/flux-cli'];
    const known = others.map(name => knownPublisherOf(reference(name))?.id);
    expect(known).not.toContain(undefined);
    expect(ids.filter(id => known.includes(id))).toEqual([]);
  });

  it('accepts exact https issuers and whole identities only', () => {
    const signers = publishers.flatMap(publisher => publisher.signers);
    expect(signers.map(({ issuer, identity }) => [issuer, identity])).toEqual([
      [
        'https://token.actions.githubusercontent.com',
        'https://github.com/chainguard-images/images/.github/workflows/release.yaml@refs/heads/main',
      ],
      ['https://accounts.google.com', 'keyless@distroless.iam.gserviceaccount.com'],
    ]);
    expect(signers.every(({ source }) => /20\d\d/.test(source))).toBe(true);
  });

  it('says of Docker Official Images alone that they are not signed', () => {
    expect(publishers.filter(({ doesNotSign }) => doesNotSign).map(({ id }) => id)).toEqual(['docker-official']);
  });
});
