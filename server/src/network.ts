/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import {
  chosenTransport, createDetailsClient, createHubAccounts, createHubApi, createHubTags, createRegistryClient, toldOnce,
  type DetailsClient, type HubAccounts, type RegistryClient, type RegistryClientOptions,
} from './oci';
import type { LoginEdge, LoginPort } from './core/login';
import type { EditorFetch } from './core/editor-fetch';
import type { NetworkSettings } from './core/network-settings';
import type { HttpPort } from './core/ports';
import { createEditorHttp } from './node/editor-http';
import { createHttp } from './node/http';
import { createLogins, thisMachine } from './node/logins';
import { createHostList } from './node/insecure';

export interface Network {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
  readonly logins: LoginPort;
}

export interface NetworkOptions extends Omit<RegistryClientOptions, 'http' | 'logins' | 'tokenRealms'> {
  /** Of Plimsoll, as registries are told. */
  readonly version: string;
  /** What counts at the time of a request. */
  readonly settings: () => NetworkSettings;
  readonly loginEdge: () => LoginEdge;
  /** What the editor fetches in our place, where there is one that does. */
  readonly editor?: () => EditorFetch | undefined;
}

/** By the server, or by the editor; the command line has none. */
function createTransports({ version, settings, editor, clock, log }: NetworkOptions): HttpPort {
  const server = createHttp({ version, settings, environment: process.env, log });
  const isInsecure = (host: string): boolean => createHostList(settings().insecureRegistries)(host);
  const byEditor = (): HttpPort | undefined => {
    const fetch = editor?.();
    return fetch && createEditorHttp(fetch, isInsecure);
  };
  return toldOnce(chosenTransport({ server, editor: byEditor, wanted: () => settings().transport, clock, log }), log);
}

export function createNetwork(options: NetworkOptions): Network {
  const { version: _version, settings, loginEdge, editor: _editor, ...ports } = options;
  const http = createTransports(options);
  const logins = createLogins({ ...ports, machine: thisMachine(), edge: loginEdge, dockerConfig: () => settings().dockerConfig });
  const withHttp = { http, ...ports, logins, tokenRealms: () => settings().tokenRealms };
  const client = createRegistryClient(withHttp);
  const hub = createHubApi(withHttp);
  return { http, client, accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)), logins };
}
