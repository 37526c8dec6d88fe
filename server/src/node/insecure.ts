/** Registries that the machine's settings excuse from TLS, or from a certificate that somebody vouches for. */
import { HttpError } from '../core/ports';

/** Hosts (`host` or `host:port`) as the machine's settings name them. */
export function createHostList(hosts: readonly string[]): (host: string) => boolean {
  const named = new Set(hosts.map(host => host.toLowerCase()));
  return host => named.has(host.toLowerCase());
}

/** Worth another try over http: TLS was not spoken, or nobody was there. */
export function speaksNoTls(error: unknown): boolean {
  return error instanceof HttpError && (error.problem === 'no-tls' || error.code === 'unreachable' || error.code === 'reset');
}

const leading = ['location', 'link', 'www-authenticate'];

/**
 * To everybody else such a registry is an https one: what it says of itself is told that way too, so that its redirects and
 * its tokens pass the same checks as any other's.
 */
export function asSecure(headers: Readonly<Record<string, string>>, isInsecure: (host: string) => boolean): Readonly<Record<string, string>> {
  const changed = leading.filter(name => headers[name] !== undefined).map(name => [name, secured(headers[name] as string, isInsecure)]);
  return { ...headers, ...(Object.fromEntries(changed) as Record<string, string>) };
}

function secured(text: string, isInsecure: (host: string) => boolean): string {
  return text.replace(/http:\/\/([a-z0-9.:[\]-]{1,255})(?=[/?#"'<>\s,;]|$)/gi, (whole, host: string) => (isInsecure(host) ? `https://${host}` : whole));
}
