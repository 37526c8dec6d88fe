/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import {
  createDetailsClient, createHubAccounts, createHubApi, createHubTags, createRegistryClient,
  type DetailsClient, type HubAccounts, type RegistryClient, type RegistryClientOptions,
} from './oci';
import type { HttpPort } from './core/ports';
import { createHttp } from './node/http';

export interface Network {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
}

/** `version`: of Plimsoll, as registries are told. */
export function createNetwork({ version, ...ports }: Omit<RegistryClientOptions, 'http'> & { readonly version: string }): Network {
  const http = createHttp({ version });
  const withHttp = { http, ...ports };
  const client = createRegistryClient(withHttp);
  const hub = createHubApi(withHttp);
  return { http, client, accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)) };
}
