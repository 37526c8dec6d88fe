import { dockerHub } from './reference';

/** Hosts that serve Docker Hub's own repositories; only the first two of them are folded when a reference is read. */
const hosts: ReadonlySet<string> = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

/** Compared exactly: a port or another letter case makes another host. */
export function isDockerHub(registry: string): boolean {
  return hosts.has(registry);
}
