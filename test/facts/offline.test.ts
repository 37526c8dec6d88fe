import { describe, expect, it } from 'vitest';
import { valueOf } from '../../server/src/core/fact';
import type { PublisherFact } from '../../server/src/core/facts';
import { offlineFacts } from '../../server/src/facts/offline';
import { names, reference } from '../catalog/support';

const publisher = (text: string) => valueOf(offlineFacts(reference(text), false).publisher);
const known = (id: string, title: string): PublisherFact => ({ kind: 'known', id, title });

describe('the publisher, by the name alone', () => {
  it.each([
    ['node:20', known('docker-official', 'Docker Official Images')],
    ['arm64v8/node', known('docker-official', 'Docker Official Images')],
    ['cgr.dev/chainguard/node', known('chainguard', 'Chainguard')],
    ['GCR.io/distroless/static', known('distroless', 'Distroless')],
    ['registry-1.docker.io/bitnami/node', known('bitnami', 'bitnami')],
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

describe('the other facts that need no network', () => {
  it('are all known or plainly not known, never pending', () => {
    const facts = offlineFacts(reference('cgr.dev/chainguard/node'), false);
    expect(facts).toEqual({
      publisher: { state: 'known', value: known('chainguard', 'Chainguard') },
      alternatives: { state: 'known', value: [] },
      latestOnly: { state: 'known', value: true },
      local: { state: 'known', value: false },
    });
    expect(offlineFacts(reference('node'), true).local).toEqual({ state: 'known', value: true });
    expect(offlineFacts(reference('node'), true).latestOnly.state).toBe('unknown');
  });

  it('have alternatives whatever the host is spelt like', () => {
    const alternatives = valueOf(offlineFacts(reference('Docker.io/library/node:20'), false).alternatives) ?? [];
    expect(names(alternatives)).toContain('gcr.io/distroless/nodejs22-debian13:nonroot');
  });
});
