/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import {
  createDetailsClient, createHubAccounts, createHubApi, createHubTags, createIndexClient, createRegistryClient,
  type DetailsClient, type HubAccounts, type IndexClient, type RegistryClient, type RegistryClientOptions,
} from './oci';
import type { NetworkSettings } from './core/network-settings';
import type { HttpPort } from './core/ports';
import { createHttp } from './node/http';

export interface Network {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  readonly indexes: IndexClient;
}

export interface NetworkOptions extends Omit<RegistryClientOptions, 'http'> {
  /** Of Plimsoll, as registries are told. */
  readonly version: string;
  /** What counts at the time of a request. */
  readonly settings: () => NetworkSettings;
}

export function createNetwork({ version, settings: _settings, ...ports }: NetworkOptions): Network {
  const http = createHttp({ version });
  const withHttp = { http, ...ports };
  const client = createRegistryClient(withHttp);
  const hub = createHubApi(withHttp);
  return { http, client, accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)), indexes: createIndexClient(client) };
}
