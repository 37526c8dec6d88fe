import { noLogins } from '../core/login';
import { HttpError } from '../core/ports';
import { dockerHub } from '../core/reference';
import { RegistryError } from '../oci/error';
import { errorMessage } from '../oci/messages';
import type { NetworkParts } from './lazy-network';

/** Where there is no way to a registry, as in a browser: whoever asks one all the same is told that we are offline. */
export function noNetwork(): NetworkParts {
  const offlineFor = (registry: string) => new RegistryError('offline', registry, 'there is no way to a registry here');
  const offline = ({ registry }: { readonly registry: string }): Promise<never> => Promise.reject(offlineFor(registry));
  return {
    http: { exchange: () => Promise.reject(new HttpError('unreachable', 'there is no network here')) },
    client: { resolve: offline, resolveVerified: offline, manifest: offline, blob: offline, referrers: offline, tags: offline },
    accounts: { badge: () => offline({ registry: dockerHub }) },
    details: { details: offline },
    logins: noLogins,
    checkLogin: registry => Promise.resolve({ ok: false, refused: false, reason: errorMessage(offlineFor(registry)) }),
    hosts: { trouble: () => undefined },
    indexes: { children: offline },
  };
}
