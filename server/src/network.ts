/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import { createHubAccounts, createRegistryClient, type HubAccounts, type RegistryClient, type RegistryClientOptions } from './oci';
import { createHttp } from './node/http';

export interface Network {
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
}

/** `version`: of Plimsoll, as registries are told. */
export function createNetwork({ version, ...ports }: Omit<RegistryClientOptions, 'http'> & { readonly version: string }): Network {
  const withHttp = { http: createHttp({ version }), ...ports };
  return { client: createRegistryClient(withHttp), accounts: createHubAccounts(withHttp) };
}
