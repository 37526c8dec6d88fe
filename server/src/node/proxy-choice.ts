/** Which proxy, if any, is between us and a URL. */
import type { ProxySettings } from '../core/network-settings';
import { createNoProxy } from './no-proxy';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  readonly secure: boolean;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** For the proxy and nobody else. Never logged. */
  readonly authorization: string | undefined;
}

/** `unusable`: one is named, and it is none that we can speak to. Going past it instead is nobody's wish. */
export type ProxyChoice = Proxy | 'unusable' | undefined;

const loopback = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const mostHosts = 1000;

export function createProxyChoice(settings: ProxySettings, environment: Environment): (url: URL) => ProxyChoice {
  const isDirect = createNoProxy([...settings.noProxy, environment['no_proxy'] ?? environment['NO_PROXY'] ?? '']);
  const named = {
    'https:': readProxy(proxyOf(settings, environment, ['https_proxy', 'HTTPS_PROXY']), settings.authorization),
    'http:': readProxy(proxyOf(settings, environment, ['http_proxy', 'HTTP_PROXY']), settings.authorization),
  };
  const byOrigin = new Map<string, ProxyChoice>();
  return url => {
    const proxy = named[url.protocol === 'http:' ? 'http:' : 'https:'];
    if (proxy === undefined) return undefined;
    if (!byOrigin.has(url.origin)) byOrigin.set(url.origin, loopback.test(url.hostname) || isDirect(url) ? undefined : proxy);
    if (byOrigin.size > mostHosts) byOrigin.delete(byOrigin.keys().next().value as string);
    return byOrigin.get(url.origin);
  };
}

/** The editor's word, else the environment's. */
function proxyOf({ support, url }: ProxySettings, environment: Environment, names: readonly string[]): string {
  if (support === 'off') return '';
  const all = [url, ...[...names, 'all_proxy', 'ALL_PROXY'].map(name => environment[name])];
  return all.find(each => each !== undefined && each.trim() !== '')?.trim() ?? '';
}

function readProxy(text: string, authorization: string): ProxyChoice {
  if (text === '') return undefined;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(whole)) return 'unusable';
  const { protocol, hostname, port, username, password } = new URL(whole);
  if ((protocol !== 'http:' && protocol !== 'https:') || hostname === '') return 'unusable';
  const secure = protocol === 'https:';
  return {
    secure,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 443 : 80) : Number(port),
    authorization: authorizationOf(authorization, username, password),
  };
}

function authorizationOf(given: string, username: string, password: string): string | undefined {
  // Anything else could break out of the header.
  if (given !== '') return /^[\x20-\x7e]+$/.test(given) ? given : undefined;
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
