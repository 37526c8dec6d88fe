import { defaultNetwork, type NetworkSettings } from '../core/network-settings';
import { dockerFolders } from './certificate-files';
import { createAgents, type Agents } from './http-agents';
import type { Dial, ResolveHost } from './http-lookup';
import { createHostList } from './insecure';
import { createProxyChoice, type Environment } from './proxy-choice';
import { createTlsTrust, type TlsTrust } from './tls-trust';

export interface RouteOptions {
  /** What counts at the time of a request. */
  readonly settings?: () => Pick<NetworkSettings, 'proxy' | 'insecureRegistries'>;
  readonly environment?: Environment;
  readonly resolve?: ResolveHost;
  readonly dial?: Dial;
  /** Milliseconds until the connection must stand, TLS included. */
  readonly connectTimeout?: number;
  /** Folders with certificates by host. */
  readonly certificates?: readonly string[];
  /** The authorities of the operating system, as PEM. */
  readonly authorities?: () => readonly string[];
}

/** How a host is reached, by the settings of the moment. */
export interface Route {
  readonly agents: Agents;
  readonly trust: TlsTrust;
  isInsecure(host: string): boolean;
}

/** The route of now: the same one until the settings change. */
export function createRoutes(options: RouteOptions, connectTimeout: number): () => Route {
  const { settings = () => defaultNetwork, environment = {}, certificates = dockerFolders(), authorities } = options;
  let seen: unknown;
  let made = '';
  let route: Route | undefined;
  const trust = createTlsTrust({
    environment, folders: certificates, isInsecure: host => route?.isInsecure(host) === true, ...(authorities ? { system: authorities } : {}),
  });
  return () => {
    const now = settings();
    if (route && now === seen) return route;
    seen = now;
    const { proxy, insecureRegistries } = now;
    const key = JSON.stringify([proxy, insecureRegistries]);
    if (route && key === made) return route;
    route?.agents.retire();
    made = key;
    const { resolve, dial } = options;
    const agents = createAgents({ resolve, dial, connectTimeout, trust, proxyFor: createProxyChoice(proxy, environment) });
    return (route = { agents, trust, isInsecure: createHostList(insecureRegistries) });
  };
}
