/** Which hosts are asked without the proxy: what `http.noProxy` and NO_PROXY say, as curl and Docker read them. */
import { BlockList, isIP, isIPv6 } from 'node:net';

/** More than this is nobody's list. */
const mostEntries = 1000;

/** `a.example`, `.a.example`, `*.a.example` (all of them with what is below), `10.0.0.0/8`, `[::1]:5000`, `*`. */
export function createNoProxy(entries: readonly string[]): (url: URL) => boolean {
  const rules = entries.slice(0, mostEntries).flatMap(entry => entry.split(/[\s,]+/)).filter(entry => entry !== '').map(ruleOf);
  return url => {
    const host = plainHost(url.hostname);
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return rules.some(matches => matches(host, port));
  };
}

type Rule = (host: string, port: string) => boolean;

function ruleOf(entry: string): Rule {
  if (entry === '*') return () => true;
  const range = /^([^/]+)\/(\d{1,3})$/.exec(entry);
  if (range) return rangeRule(range[1] as string, Number(range[2]));
  const [name, port] = splitPort(entry.toLowerCase());
  const suffix = plainHost(name.replace(/^\*?\./, ''));
  const matches = suffix === '' ? () => false : hostRule(suffix);
  return (host, asked) => (port === undefined || port === asked) && matches(host);
}

function hostRule(suffix: string): (host: string) => boolean {
  if (isIP(suffix) === 0) return host => host === suffix || (isIP(host) === 0 && host.endsWith(`.${suffix}`));
  const list = new BlockList();
  list.addAddress(suffix, familyOf(suffix));
  return host => contains(list, host);
}

/** Of names nobody knows the addresses here, so a range is about addresses that are written out. */
function rangeRule(network: string, prefix: number): Rule {
  const plain = plainHost(network);
  if (isIP(plain) === 0 || prefix > (isIPv6(plain) ? 128 : 32)) return () => false;
  const list = new BlockList();
  list.addSubnet(plain, prefix, familyOf(plain));
  return host => contains(list, host);
}

function contains(list: BlockList, host: string): boolean {
  return isIP(host) !== 0 && list.check(host, familyOf(host));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4';
}

function plainHost(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** A bare IPv6 address has colons, and no port. */
function splitPort(entry: string): [name: string, port: string | undefined] {
  const found = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry);
  return found ? [found[1] as string, found[2]] : [entry, undefined];
}
