import type { LoginPort } from '../core/login';
import type { HttpPort } from '../core/ports';
import type { RegistryClient } from '../oci/client';
import type { DetailsClient } from '../oci/details';
import type { HubAccounts } from '../oci/hub-accounts';

export interface NetworkParts {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  readonly logins: LoginPort;
}

/** Clients that are loaded when the first of them is asked something: most sessions begin without. */
export function lazyNetwork(load: () => Promise<NetworkParts>): NetworkParts {
  let loading: Promise<NetworkParts> | undefined;
  const loaded = (): Promise<NetworkParts> => (loading ??= load());
  const client = async (): Promise<RegistryClient> => (await loaded()).client;
  return {
    http: { exchange: async (...asked) => (await loaded()).http.exchange(...asked) },
    client: {
      resolve: async (...asked) => (await client()).resolve(...asked),
      resolveVerified: async (...asked) => (await client()).resolveVerified(...asked),
      manifest: async (...asked) => (await client()).manifest(...asked),
      blob: async (...asked) => (await client()).blob(...asked),
      referrers: async (...asked) => (await client()).referrers(...asked),
    },
    accounts: { badge: async (...asked) => (await loaded()).accounts.badge(...asked) },
    details: { details: async (...asked) => (await loaded()).details.details(...asked) },
    logins: {
      of: async (...asked) => (await loaded()).logins.of(...asked),
      registries: async () => (await loaded()).logins.registries(),
      rejected: (...asked) => void loaded().then(({ logins }) => logins.rejected(...asked)),
      idOf: async (...asked) => (await loaded()).logins.idOf(...asked),
    },
  };
}
