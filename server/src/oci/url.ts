import type { Call } from './call';

/** `/v2/<repository>/<kind>/<name>`. The parts are valid by the reference grammar, which leaves nothing to escape. */
export function apiUrl(
  { origin, repository }: Pick<Call, 'origin' | 'repository'>,
  kind: 'manifests' | 'blobs' | 'referrers' | 'tags',
  name: string,
): URL {
  return new URL(`/v2/${repository}/${kind}/${name}`, origin);
}

/** The target of `rel="next"` in a Link header (RFC 8288), as it stands there. */
export function nextLink(header: string | undefined): string | undefined {
  for (const [, target, parameters = ''] of (header ?? '').slice(0, 8192).matchAll(/<([^<>]*)>([^<]*)/g)) {
    if (/;\s?rel="?next"?(?:[;,\s]|$)/i.test(parameters)) return target;
  }
  return undefined;
}
