import { foldHost, matchesPattern } from './pattern';
import type { TrustPolicy } from './policy';
import { dockerHub, type ImageReference } from './reference';

/** The reference that `reference` stands for: a proxy cache is judged as what it proxies. What is pulled stays as it is written. */
export function judgedAs(reference: ImageReference, policy: TrustPolicy): ImageReference {
  const caches = Object.keys(policy.upstreams).filter(cache => matchesPattern(cache, reference));
  // The longest is the nearest: harbor.example/proxy/quay before harbor.example/proxy.
  const cache = caches.sort((a, b) => b.length - a.length)[0];
  if (cache === undefined) return reference;
  const slash = cache.indexOf('/');
  const cachePath = slash < 0 ? '' : cache.slice(slash + 1);
  const below = reference.repository.slice(cachePath.length).replace(/^\//, '');
  const [registry = '', ...path] = (policy.upstreams[cache] as string).split('/');
  const repository = [...path, ...(below === '' ? [] : [below])].join('/');
  if (repository === '') return reference;
  const official = foldHost(registry) === dockerHub && !repository.includes('/');
  return { ...reference, registry: foldHost(registry), repository: official ? `library/${repository}` : repository };
}

/** The other way round: the name of `reference` in the proxy cache that stands for it, the nearest one; itself where there is none. */
export function writtenAs(reference: ImageReference, policy: TrustPolicy): ImageReference {
  const candidates = Object.entries(policy.upstreams).filter(([, upstream]) => matchesPattern(upstream, reference));
  const [found] = candidates.sort(([, a], [, b]) => b.length - a.length);
  if (!found) return reference;
  const [cache, upstream] = found;
  const [host = '', ...folder] = cache.split('/');
  const below = reference.repository.slice(pathOf(upstream).length).replace(/^\//, '');
  const repository = [...folder, ...(below === '' ? [] : [below])].join('/');
  return repository === '' ? reference : { ...reference, registry: host, repository };
}

function pathOf(prefix: string): string {
  const slash = prefix.indexOf('/');
  return slash < 0 ? '' : prefix.slice(slash + 1);
}
