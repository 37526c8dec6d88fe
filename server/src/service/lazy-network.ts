import type { LoginPort } from '../core/login';
import type { KnownHosts } from '../core/host-trouble';
import type { HttpPort } from '../core/ports';
import type { RegistryClient } from '../oci/client';
import type { DetailsClient } from '../oci/details';
import type { HubAccounts } from '../oci/hub-accounts';
import type { CheckLogin } from '../oci/login-check';
import type { IndexClient } from '../oci/index-children';

export interface NetworkParts {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  readonly logins: LoginPort;
  readonly checkLogin: CheckLogin;
  readonly hosts: KnownHosts;
  readonly indexes: IndexClient;
}

/** Clients that are loaded when the first of them is asked something: most sessions begin without. */
export function lazyNetwork(load: () => Promise<NetworkParts>): NetworkParts {
  let loading: Promise<NetworkParts> | undefined;
  let parts: NetworkParts | undefined;
  const begin = async (): Promise<NetworkParts> => (parts = await load());
  const loaded = (): Promise<NetworkParts> => (loading ??= begin());
  const client = async (): Promise<RegistryClient> => (await loaded()).client;
  return {
    http: { exchange: async (...asked) => (await loaded()).http.exchange(...asked) },
    client: {
      resolve: async (...asked) => (await client()).resolve(...asked),
      resolveVerified: async (...asked) => (await client()).resolveVerified(...asked),
      manifest: async (...asked) => (await client()).manifest(...asked),
      blob: async (...asked) => (await client()).blob(...asked),
      referrers: async (...asked) => (await client()).referrers(...asked),
      tags: async (...asked) => (await client()).tags(...asked),
    },
    accounts: { badge: async (...asked) => (await loaded()).accounts.badge(...asked) },
    // Nobody was asked before.
    hosts: { trouble: registry => parts?.hosts.trouble(registry) },
    details: { details: async (...asked) => (await loaded()).details.details(...asked) },
    checkLogin: async (...asked) => (await loaded()).checkLogin(...asked),
    logins: {
      of: async (...asked) => (await loaded()).logins.of(...asked),
      registries: async () => (await loaded()).logins.registries(),
      rejected: (...asked) => void loaded().then(({ logins }) => logins.rejected(...asked)),
      idOf: async (...asked) => (await loaded()).logins.idOf(...asked),
    },
    indexes: { children: async (...asked) => (await loaded()).indexes.children(...asked) },
  };
}
