/** Bundled by itself: everything that speaks to registries, which loads when the first one is asked. */
import { homedir } from 'node:os';
import {
  createDetailsClient, createHubAccounts, createHubApi, createHubTags, createMirroredClient, createRegistryClient, unlessBlocked,
  type DetailsClient, type HubAccounts, type RegistryClient, type RegistryClientOptions,
} from './oci';
import type { NetworkSettings } from './core/network-settings';
import type { HttpPort } from './core/ports';
import { createMachineMirrors } from './mirrors/machine-mirrors';
import { createHttp } from './node/http';
import { createMachineTexts } from './node/machine-texts';
import { mirrorFiles } from './node/mirror-files';

export interface Network {
  readonly http: HttpPort;
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly details: DetailsClient;
}

export interface NetworkOptions extends Omit<RegistryClientOptions, 'http'> {
  /** Of Plimsoll, as registries are told. */
  readonly version: string;
  /** What counts at the time of a request. */
  readonly settings: () => NetworkSettings;
}

export function createNetwork({ version, settings, ...ports }: NetworkOptions): Network {
  const { clock } = ports;
  const files = mirrorFiles(process.env, process.platform, homedir());
  // `machine.settings` are what counts: with what the container tools of this machine are told.
  const machine = createMachineMirrors({ texts: createMachineTexts(clock), files, settings });
  const { substitutesFor } = machine;
  const http = createHttp({ version });
  const withHttp = { http, ...ports };
  const client = createMirroredClient(createRegistryClient(withHttp), { clock, substitutesFor });
  const hub = createHubApi(withHttp);
  const beside = { accounts: createHubAccounts(hub), details: createDetailsClient(client, createHubTags(hub)) };
  return { http, client, ...unlessBlocked(beside, substitutesFor) };
}
