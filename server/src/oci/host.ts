import { patterns } from '../core/reference-grammar';

const wholeHost = new RegExp(`^${patterns.domain}$`);
const loopback = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])(?::[0-9]+)?$/i;
const longestHost = 255;

/** `localhost`, 127.0.0.0/8 or ::1, with or without a port: the hosts that may be spoken to over http. */
export function isLoopback(host: string): boolean {
  return loopback.test(host);
}

/**
 * A host that could be meant, not one that is still being typed: a bare word without dot or port is the start of
 * something else, and a port must be one.
 */
export function isCompleteHost(host: string): boolean {
  if (host.length > longestHost || !wholeHost.test(host)) return false;
  if (!isLoopback(host) && !/[.:]/.test(host)) return false;
  return URL.canParse(`https://${host}/`);
}

/** `https://host:port`, or http for loopback. `host` must be complete. */
export function originOf(host: string): string {
  return `${isLoopback(host) ? 'http' : 'https'}://${host}`;
}

/** Scheme, host and port agree: what credentials are bound to. */
export function sameOrigin(a: URL, b: URL): boolean {
  return a.origin === b.origin && a.origin !== 'null';
}
