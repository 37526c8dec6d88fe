import { describe, expect, it } from 'vitest';
import { parseReference } from '../../server/src/core/reference';
import { apiHost, canonicalHost, registries, registryOf } from '../../server/src/registries/index';

function page(text: string): string | undefined {
  const parsed = parseReference(text);
  if (!parsed.ok) throw new Error(`no reference: ${text}`);
  return registryOf(parsed.reference.registry)?.webPage(parsed.reference);
}

describe('the table of public registries', () => {
  it('names every id and every host once', () => {
    const ids = registries.map(({ id }) => id);
    const hosts = registries.flatMap(registry => registry.hosts);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(hosts).size).toBe(hosts.length);
  });

  it('holds hosts in lower case, without port, with a dot', () => {
    for (const host of registries.flatMap(registry => [...registry.hosts, ...(registry.tokenHosts ?? [])])) {
      expect(host).toMatch(/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/);
    }
  });

  it.each([
    ['docker.io', 'docker-hub'], ['index.docker.io', 'docker-hub'], ['registry-1.docker.io', 'docker-hub'],
    ['GHCR.io', 'github'], ['gcr.io', 'google'], ['k8s.gcr.io', 'google'], ['mirror.gcr.io', 'google'],
    ['us-central1-docker.pkg.dev', 'google'], ['registry.k8s.io', 'kubernetes'], ['quay.io', 'quay'],
    ['mcr.microsoft.com', 'microsoft'], ['public.ecr.aws', 'amazon-public'], ['cgr.dev', 'chainguard'],
    ['registry.access.redhat.com', 'red-hat'], ['registry.redhat.io', 'red-hat'], ['registry.gitlab.com', 'gitlab'],
    ['dhi.io', 'docker-hardened'], ['nvcr.io', 'nvidia'], ['docker.elastic.co', 'elastic'],
  ])('%s is %s', (host, id) => {
    expect(registryOf(host)?.id).toBe(id);
  });

  it.each([
    'cr.io', 'xghcr.io', 'ghcr.io.evil.example', 'evil-gcr.io', 'pkg.dev', '.pkg.dev', 'x.pkg.dev.evil.example', 'ghcr.io:5000',
    'evil.docker.io', 'localhost', 'localhost:5000', '127.0.0.1', '', '*.gcr.io.', 'registry.co', 'ghcr.i', 'constructor', '__proto__',
    '123456789012.dkr.ecr.us-east-1.amazonaws.com', 'acme.azurecr.io',
  ])('%s is no public registry', host => {
    expect(registryOf(host)).toBeUndefined();
  });

  it('folds the names of Docker Hub and sends them to its API', () => {
    expect(['docker.io', 'index.docker.io', 'Registry-1.Docker.io'].map(canonicalHost)).toEqual(['docker.io', 'docker.io', 'docker.io']);
    expect(apiHost('docker.io')).toBe('registry-1.docker.io');
    expect(apiHost('ghcr.io')).toBe('ghcr.io');
    expect(apiHost('LOCALHOST:5000')).toBe('localhost:5000');
  });

  it.each([
    ['node', 'https://hub.docker.com/_/node'],
    ['grafana/grafana:1', 'https://hub.docker.com/r/grafana/grafana'],
    ['dhi.io/node', 'https://hub.docker.com/hardened-images/catalog/dhi/node'],
    ['ghcr.io/acme/app', 'https://ghcr.io/acme/app'],
    ['gcr.io/distroless/static', 'https://gcr.io/distroless/static'],
    ['registry.k8s.io/pause', undefined],
    ['quay.io/centos/centos', 'https://quay.io/repository/centos/centos'],
    ['mcr.microsoft.com/dotnet/sdk', 'https://mcr.microsoft.com/artifact/mar/dotnet/sdk/about'],
    ['public.ecr.aws/nginx/nginx', 'https://gallery.ecr.aws/nginx/nginx'],
    ['cgr.dev/chainguard/node', 'https://images.chainguard.dev/directory/image/node/overview'],
    ['cgr.dev/acme.example/node', undefined],
    ['nvcr.io/nvidia/cuda', 'https://catalog.ngc.nvidia.com/orgs/nvidia/containers/cuda'],
    ['nvcr.io/nvidia/k8s/dcgm', 'https://catalog.ngc.nvidia.com/orgs/nvidia/teams/k8s/containers/dcgm'],
    ['nvcr.io/cuda', undefined],
    ['docker.elastic.co/kibana/kibana', 'https://www.docker.elastic.co/r/kibana/kibana'],
    ['registry.gitlab.com/acme/app', undefined],
    ['registry.suse.com/bci/bci-base', 'https://registry.suse.com'],
    ['registry.fedoraproject.org/fedora', 'https://registry.fedoraproject.org/repo/fedora/tags/'],
    ['registry.access.redhat.com/ubi9', 'https://catalog.redhat.com/software/containers/explore'],
    ['container-registry.oracle.com/os/oraclelinux', 'https://container-registry.oracle.com'],
  ])('the page about %s is %s', (text, expected) => {
    expect(page(text)).toBe(expected);
  });
});
