/** Who may be contacted (contract, section 2). */
import type { Consent } from '../core/consent';
import { canonicalHost, registryOf } from '../registries/index';
import { isCompleteHost } from './host';

export type Refusal = 'offline' | 'untrusted-workspace' | 'host-not-allowed';

/** Why `host` (`host` or `host:port`, as a reference names it) may not be contacted, or undefined when it may. */
export function refusalFor(host: string, consent: Consent): Refusal | undefined {
  if (consent.offline) return 'offline';
  if (!isCompleteHost(host)) return 'host-not-allowed';
  if (!consent.trusted) return 'untrusted-workspace';
  // Whoever clicks or runs something names the host in doing so.
  if (consent.purpose === 'action') return undefined;
  return registryOf(host) || isAllowed(host, consent) ? undefined : 'host-not-allowed';
}

export function mayContact(host: string, consent: Consent): boolean {
  return refusalFor(host, consent) === undefined;
}

/** Named by the user, port and all: `registry.example` does not stand for `registry.example:5000`. */
export function isAllowed(host: string, { allowedHosts }: Consent): boolean {
  const canonical = canonicalHost(host);
  return allowedHosts.some(allowed => canonicalHost(allowed) === canonical);
}
