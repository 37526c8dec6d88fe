/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import {
  createDetailsClient, createHubAccounts, createHubApi, createHubTags, createLoginCheck, createRegistryClient,
  type CheckLogin, type DetailsClient, type HubAccounts, type RegistryClient, type RegistryClientOptions,
} from './oci';
import type { LoginEdge, LoginPort } from './core/login';
import type { NetworkSettings } from './core/network-settings';
import type { HttpPort } from './core/ports';
import { createHttp } from './node/http';
import { createLogins, thisMachine } from './node/logins';

export interface Network {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  readonly logins: LoginPort;
  readonly checkLogin: CheckLogin;
}

export interface NetworkOptions extends Omit<RegistryClientOptions, 'http' | 'logins' | 'tokenRealms'> {
  /** Of Plimsoll, as registries are told. */
  readonly version: string;
  /** What counts at the time of a request. */
  readonly settings: () => NetworkSettings;
  readonly loginEdge: () => LoginEdge;
}

export function createNetwork({ version, settings, loginEdge, ...ports }: NetworkOptions): Network {
  const http = createHttp({ version });
  const logins = createLogins({ ...ports, machine: thisMachine(), edge: loginEdge, dockerConfig: () => settings().dockerConfig });
  const withHttp = { http, ...ports, logins, tokenRealms: () => settings().tokenRealms };
  const client = createRegistryClient(withHttp);
  const hub = createHubApi(withHttp);
  return { http, client, accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)), logins, checkLogin: createLoginCheck(withHttp) };
}
