/** What the files of Docker and Podman call a registry, or a part of one. */
import { dockerHub } from './reference';

export interface RegistryKey {
  /** `host` or `host:port`, in one spelling per registry. */
  readonly host: string;
  /** Repositories at and below this path; '' for the whole registry. */
  readonly path: string;
}

const hubHosts: ReadonlySet<string> = new Set([dockerHub, 'index.docker.io', 'registry-1.docker.io']);
/** Nothing else ever reaches a program's input, or is compared with a registry. */
const hostPattern = /^(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const longestHost = 255;
const pathPattern = /^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/;
/** Of the API, which old entries name. */
const apiPath = /^v[12]$/;

/** One spelling per registry, or undefined for what cannot be one. Two hosts are the same when these are equal, and never else. */
export function canonicalRegistry(host: string): string | undefined {
  const lower = host.toLowerCase();
  if (lower.length > longestHost || !hostPattern.test(lower)) return undefined;
  return hubHosts.has(lower) ? dockerHub : lower;
}

/** `https://index.docker.io/v1/`, `registry.example:5000`, or Podman's `registry.example/team/app`. */
export function readKey(key: string): RegistryKey | undefined {
  const [, scheme, rest = ''] = /^(https?:\/\/)?(.*)$/s.exec(key) ?? [];
  const slash = rest.indexOf('/');
  const host = canonicalRegistry(slash < 0 ? rest : rest.slice(0, slash));
  if (host === undefined) return undefined;
  const path = slash < 0 ? '' : rest.slice(slash + 1).replace(/\/$/, '');
  // A URL names the registry by whatever address Docker found it at.
  if (path === '' || apiPath.test(path) || scheme !== undefined) return { host, path: '' };
  return pathPattern.test(path) ? { host, path } : undefined;
}

/** How well the key fits: more is better, undefined is not at all. */
export function fit({ host, path }: RegistryKey, registry: string, repository: string): number | undefined {
  if (host !== registry) return undefined;
  return path === '' || repository === path || repository.startsWith(`${path}/`) ? path.length : undefined;
}
