/** Where tokens are had, and whether that place may see a login. */
import type { ByRegistry } from '../core/network-settings';
import { canonicalHost, registryOf } from '../registries/index';
import type { Call } from './call';
import type { BearerChallenge } from './challenge';
import { badAnswer } from './failures';
import { isLoopback, sameOrigin } from './host';

/** The realm's URL, without the question; it must be https, or on loopback when the registry is. Throws RegistryError. */
export function realmUrl(call: Pick<Call, 'origin'>, at: URL, { realm }: BearerChallenge): URL {
  if (!URL.canParse(realm)) throw badAnswer(at.host, 'names no URL as the realm of its tokens');
  const url = new URL(realm);
  const local = url.protocol === 'http:' && call.origin.protocol === 'http:' && isLoopback(url.host);
  if (url.protocol !== 'https:' && !local) throw badAnswer(at.host, 'has the realm of its tokens elsewhere than on https');
  url.hash = '';
  return url;
}

export interface RealmQuestion {
  /** As references name it: whose login it is. */
  readonly registry: string;
  /** The URL that the challenge came from. */
  readonly at: URL;
  readonly realm: URL;
}

/**
 * Whether the realm may see the registry's login: a challenge can name any host, so it must be the registry's own host and port,
 * one that is known to be its token service, or one that the person named.
 */
export function maySeeLogin({ registry, at, realm }: RealmQuestion, tokenRealms: ByRegistry): boolean {
  return sameOrigin(at, realm) || isBuiltIn(registry, realm) || isNamed({ registry, realm }, tokenRealms);
}

function isBuiltIn(registry: string, realm: URL): boolean {
  return realm.protocol === 'https:' && (registryOf(registry)?.tokenHosts ?? []).includes(realm.host);
}

/** By the person, host and port. */
export function isNamed({ registry, realm }: Omit<RealmQuestion, 'at'>, tokenRealms: ByRegistry): boolean {
  return Object.entries(tokenRealms).some(
    ([key, hosts]) => canonicalHost(key) === registry && hosts.some(host => withoutDefaultPort(host.toLowerCase(), realm) === realm.host),
  );
}

/** As URL writes it. */
function withoutDefaultPort(host: string, { protocol }: URL): string {
  return protocol === 'https:' ? host.replace(/:443$/, '') : host.replace(/:80$/, '');
}
