import { isDigest } from '../core/digest';
import { longestRepository, patterns } from '../core/reference-grammar';
import type { Call } from './call';
import { badAnswer } from './failures';

const wholePath = new RegExp(`^${patterns.path}$`);
const wholeTag = new RegExp(`^${patterns.tag}$`);

/**
 * `/v2/<repository>/<kind>/<name>`, `name` being a tag or a digest. Throws RegistryError unless the parts are valid by the
 * reference grammar, which leaves nothing to escape: some come from registries.
 */
export function apiUrl(
  { origin, repository }: Pick<Call, 'origin' | 'repository'>,
  kind: 'manifests' | 'blobs' | 'referrers' | 'tags',
  name: string,
): URL {
  const valid = repository.length <= longestRepository && wholePath.test(repository) && (isDigest(name) || wholeTag.test(name));
  if (!valid) throw badAnswer(origin.host, 'is not asked for what has no valid name');
  return new URL(`/v2/${repository}/${kind}/${name}`, origin);
}

/** The target of `rel="next"` in a Link header (RFC 8288), as it stands there. */
export function nextLink(header: string | undefined): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').slice(0, 8192).matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (/;\s?rel="?next"?(?:[;,\s]|$)/i.test(parameters)) return target;
  }
  return undefined;
}
