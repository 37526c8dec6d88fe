/** What a machine, or the person at it, says about how registries are reached; never a workspace (contract, section 3). */

/** By registry (`host` or `host:port`, Docker Hub as `docker.io`). */
export type ByRegistry = Readonly<Record<string, readonly string[]>>;

export interface NetworkSettings {
  /** Further hosts (`host` or `host:port`) whose token service may be given the login of the registry. */
  readonly tokenRealms: ByRegistry;
  /** What answers in the registry's place when it cannot be reached: `host[:port][/path]`, the first one first. */
  readonly mirrors: ByRegistry;
  /** Registries that may be spoken to over http, or over https with a certificate that nobody vouches for. */
  readonly insecureRegistries: readonly string[];
  readonly transport: 'auto' | 'server' | 'editor';
  /** Absolute path of Docker's config.json; '' where Docker itself would look. */
  readonly dockerConfig: string;
  readonly proxy: ProxySettings;
  /** Keys that the machine's own files speak of: what other programs' files say of them does not count. */
  readonly fixed?: readonly string[];
}

/** What the editor says of its proxy; where it says nothing, the environment does. */
export interface ProxySettings {
  /** `off`: none at all, whatever the environment says. */
  readonly support: 'on' | 'off';
  /** `http://` or `https://`, with a user and a password maybe; '' for none. Never logged. */
  readonly url: string;
  /** What the proxy is shown as Proxy-Authorization, in the place of that user; '' for nothing. Never logged. */
  readonly authorization: string;
  /** Hosts that are asked directly, beside those of the environment. */
  readonly noProxy: readonly string[];
}

export const defaultNetwork: NetworkSettings = {
  tokenRealms: {},
  mirrors: {},
  insecureRegistries: [],
  transport: 'auto',
  dockerConfig: '',
  proxy: { support: 'on', url: '', authorization: '', noProxy: [] },
};

/** Key by key: what the machine's own files say, else the person's settings, else nothing. */
export function networkSettings(machine: Partial<NetworkSettings>, below: Partial<NetworkSettings> = {}): NetworkSettings {
  const all = { ...defaultNetwork, ...below, ...machine };
  const { tokenRealms, mirrors, insecureRegistries, transport, dockerConfig, proxy } = all;
  return { tokenRealms, mirrors, insecureRegistries, transport, dockerConfig, proxy, fixed: Object.keys(machine) };
}

/** What an editor's section `http` says: VS Code's own names. Anything else than expected is not there. */
export function proxySettings(section: unknown): ProxySettings {
  const given: Readonly<Record<string, unknown>> = typeof section === 'object' && section !== null ? { ...section } : {};
  const text = (key: string): string => (typeof given[key] === 'string' ? given[key].trim() : '');
  const { noProxy } = given;
  return {
    support: given['proxySupport'] === 'off' ? 'off' : 'on',
    url: text('proxy'),
    authorization: text('proxyAuthorization'),
    noProxy: Array.isArray(noProxy) ? noProxy.filter(each => typeof each === 'string') : [],
  };
}
