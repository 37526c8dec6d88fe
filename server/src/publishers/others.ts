import { isDockerHub } from '../core/docker-hub';
import { fullName, type ImageReference } from '../core/reference';
import { knownNamespaces } from './known-namespaces';

/** Somebody whose images are known by their name, and about whose signatures nothing is built in. */
export interface KnownPublisher {
  readonly id: string;
  readonly title: string;
}

type Row = readonly [
  /** A host that one publisher controls wholly, or a path below a shared one that a single owner controls. */
  prefix: string,
  id: string,
  title: string,
];

/**
 * Hosts: from what their operators say of them. Paths on ghcr.io, quay.io and registry.gitlab.com: the owners of the images
 * whose signing instructions we have read (`cosign verify` pages of each project). All read in August 2026.
 */
const rows: readonly Row[] = [
  ['docker.elastic.co', 'elastic', 'Elastic'], // www.docker.elastic.co
  ['container-registry.oracle.com', 'oracle', 'Oracle'], // docs.oracle.com, Oracle Container Registry
  ['registry.fedoraproject.org', 'fedora', 'Fedora'], // docs.fedoraproject.org
  ['registry.suse.com', 'suse', 'SUSE'], // documentation.suse.com; registry.opensuse.org is open to everybody
  ['lscr.io', 'linuxserver', 'LinuxServer.io'], // docs.linuxserver.io
  ['nvcr.io/nvidia', 'nvidia', 'NVIDIA'], // other paths of nvcr.io belong to partners
  ['public.ecr.aws/docker/library', 'docker-official-mirror', 'Docker Official Images (on Amazon ECR Public)'],
  ['mirror.gcr.io/library', 'docker-official-mirror', 'Docker Official Images (on mirror.gcr.io)'],
  ['ghcr.io/grafana', 'grafana', 'Grafana Labs'],
  ['ghcr.io/kyverno', 'kyverno', 'Kyverno'],
  ['quay.io/jetstack', 'cert-manager', 'cert-manager'],
  ['registry.gitlab.com/gitlab-org', 'gitlab', 'GitLab'],
];

const byPrefix: ReadonlyMap<string, KnownPublisher> = new Map(rows.map(([prefix, id, title]) => [prefix, { id, title }]));

const longestPrefix = Math.max(...rows.map(([prefix]) => prefix.split('/').length));

/** Who is behind the name, or undefined when no table names it. */
export function knownPublisherOf(reference: ImageReference): KnownPublisher | undefined {
  if (isDockerHub(reference.registry)) return ownerOnDockerHub(reference.repository);
  const segments = fullName(reference).split('/');
  for (let count = 1; count <= longestPrefix && count < segments.length; count += 1) {
    const found = byPrefix.get(segments.slice(0, count).join('/'));
    if (found) return found;
  }
  return undefined;
}

function ownerOnDockerHub(repository: string): KnownPublisher | undefined {
  const slash = repository.indexOf('/');
  const namespace = repository.slice(0, Math.max(slash, 0));
  return knownNamespaces.has(namespace) ? { id: namespace, title: namespace } : undefined;
}
