import type { HostTrouble, KnownHosts } from '../core/host-trouble';
import type { ImageReference } from '../core/reference';
import type { Resolutions } from '../facts/resolutions';

/** The registries of `references` that could not be asked, each once, and when they will be. */
export function troublesWith(
  references: readonly ImageReference[],
  { resolutions, hosts }: { readonly resolutions: Pick<Resolutions, 'current'>; readonly hosts: KnownHosts },
): readonly HostTrouble[] {
  const byHost = new Map<string, HostTrouble>();
  for (const reference of references) {
    const { registry: host } = reference;
    if (byHost.has(host)) continue;
    const trouble = hosts.trouble(host) ?? troubleOf(host, resolutions.current(reference));
    if (trouble) byHost.set(host, trouble);
  }
  return [...byHost.values()];
}

/** Somebody beside the registry may be out of reach: who gives tokens for it, or has its files. */
function troubleOf(host: string, fact: ReturnType<Resolutions['current']>): HostTrouble | undefined {
  if (fact.state !== 'unknown' || fact.until === undefined) return undefined;
  return { host, reason: fact.reason === 'rate-limited' ? 'rate-limited' : 'unreachable', until: fact.until };
}
