/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import { homedir } from 'node:os';
import {
  chosenTransport, createDetailsClient, createHostConditions, createHubAccounts, createHubApi, createHubTags, createIndexClient, createLoginCheck, createMirroredClient,
  createRegistryClient, defaultLimits, knownHosts, toldOnce, unlessBlocked,
  type RegistryClientOptions,
} from './oci';
import type { EditorFetch } from './core/editor-fetch';
import type { LoginEdge } from './core/login';
import type { NetworkSettings } from './core/network-settings';
import type { HttpPort } from './core/ports';
import { createMachineMirrors } from './mirrors/machine-mirrors';
import { createEditorHttp } from './node/editor-http';
import { createHttp } from './node/http';
import { createHostList } from './node/insecure';
import { createLogins, thisMachine } from './node/logins';
import { createMachineTexts } from './node/machine-texts';
import { mirrorFiles } from './node/mirror-files';
import type { NetworkParts } from './service/lazy-network';

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

export function createNetwork(options: NetworkOptions): NetworkParts {
  const { version: _version, settings: said, loginEdge, editor: _editor, ...ports } = options;
  const { clock } = ports;
  const files = mirrorFiles(process.env, process.platform, homedir());
  // What counts is said with what the container tools of this machine are told.
  const { settings, substitutesFor } = createMachineMirrors({ texts: createMachineTexts(clock), files, settings: said });
  const http = createTransports({ ...options, settings });
  const logins = createLogins({ ...ports, machine: thisMachine(), edge: loginEdge, dockerConfig: () => settings().dockerConfig });
  const conditions = createHostConditions({ clock, limits: { ...defaultLimits, ...ports.limits } });
  const withHttp = { http, conditions, ...ports, logins, tokenRealms: () => settings().tokenRealms };
  const client = createMirroredClient(createRegistryClient(withHttp), { clock, substitutesFor });
  const hub = createHubApi(withHttp);
  const beside = { accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)) };
  return { http, client, ...unlessBlocked(beside, substitutesFor), logins, checkLogin: createLoginCheck(withHttp), hosts: knownHosts(conditions), indexes: createIndexClient(client) };
}
