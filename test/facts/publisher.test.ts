import { describe, expect, it } from 'vitest';
import type { PublisherFact } from '../../server/src/core/facts';
import { canonicalHost } from '../../server/src/registries';
import { publisherFact } from '../../server/src/facts/publisher';
import { reference } from '../catalog/support';

/** Without what is said about it. */
function publisher(text: string): PublisherFact {
  const { about: _, ...fact } = publisherFact({ ...reference(text), registry: canonicalHost(reference(text).registry) }) as PublisherFact & { about?: unknown };
  return fact;
}

const known = (id: string, title: string): PublisherFact => ({ kind: 'known', id, title });

describe('the publisher, by the name alone', () => {
  it.each([
    ['node:20', known('docker-official', 'Docker Official Images')],
    ['arm64v8/node', known('docker-official', 'Docker Official Images')],
    ['cgr.dev/chainguard/node', known('chainguard', 'Chainguard')],
    ['GCR.io/distroless/static', known('distroless', 'Distroless')],
    ['registry-1.docker.io/bitnami/node', known('bitnami', 'Bitnami')],
    ['grafana/grafana', known('grafana', 'grafana')],
    ['registry.k8s.io/pause:3.9', known('kubernetes', 'Kubernetes')],
    ['k8s.gcr.io/pause', known('kubernetes', 'Kubernetes')],
    ['mcr.microsoft.com/dotnet/sdk', known('microsoft', 'Microsoft')],
    ['registry.access.redhat.com/ubi9', known('red-hat', 'Red Hat')],
    ['nvcr.io/nvidia/cuda', known('nvidia', 'NVIDIA')],
    ['public.ecr.aws/docker/library/node', known('docker-official-mirror', 'Docker Official Images (on Amazon ECR Public)')],
    ['ghcr.io/fluxcd/source-controller', known('flux', 'Flux')],
    ['quay.io/cilium/cilium', known('cilium', 'Cilium')],
    ['registry.gitlab.com/gitlab-org/build/cng/gitaly', known('gitlab', 'GitLab')],
  ])('%s', (text, expected) => expect(publisher(text)).toEqual(expected));

  it.each([
    ['acme/app', { kind: 'unknown-namespace', hub: true, namespace: 'acme' }],
    ['index.docker.io/acme/app', { kind: 'unknown-namespace', hub: true, namespace: 'acme' }],
    ['chainguard/node', { kind: 'unknown-namespace', hub: true, namespace: 'chainguard' }],
    ['ghcr.io/acme/app', { kind: 'unknown-namespace', hub: false, namespace: 'acme' }],
    ['ghcr.io/fluxcd-evil/app', { kind: 'unknown-namespace', hub: false, namespace: 'fluxcd-evil' }],
    ['gcr.io/distroless-evil/static', { kind: 'unknown-namespace', hub: false, namespace: 'distroless-evil' }],
    ['nvcr.io/partner/app', { kind: 'unknown-namespace', hub: false, namespace: 'partner' }],
    ['registry.gitlab.com/acme/gitlab-org/app', { kind: 'unknown-namespace', hub: false, namespace: 'acme' }],
    ['public.ecr.aws/docker/app', { kind: 'unknown-namespace', hub: false, namespace: 'docker' }],
    ['quay.io/lonely', { kind: 'unknown-namespace', hub: false, namespace: 'lonely' }],
    ['nodee', { kind: 'not-official' }],
    ['library/node/evil', { kind: 'not-official' }],
    ['registry.example/team/app', { kind: 'private-registry' }],
    ['localhost:5000/node', { kind: 'private-registry' }],
    ['mcr.microsoft.com.example/dotnet/sdk', { kind: 'private-registry' }],
    ['registry.k8s.io:8443/pause', { kind: 'private-registry' }],
  ])('%s', (text, expected) => expect(publisher(text)).toEqual(expected));
});

describe('a name that was official once', () => {
  it('is no typo', () => expect(publisher('centos:7')).toEqual(known('docker-official', 'Docker Official Images')));
});
