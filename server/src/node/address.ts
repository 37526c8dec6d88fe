/** Which IP addresses a request may be sent to, whatever name led there. */
import { BlockList, isIP, isIPv6 } from 'node:net';
import type { HttpRequest } from '../core/ports';

/** Never a registry: link-local, and where clouds hand out credentials to whoever can connect. */
const forbidden = [
  '169.254.0.0/16', // IPv4 link-local, the metadata address of most clouds among it
  '100.100.100.200/32', // Alibaba Cloud's metadata
  '168.63.129.16/32', // Azure's host agent
  '192.0.0.192/32', // Oracle Cloud's metadata
  'fe80::/10', // IPv6 link-local
  'fd00:ec2::254/128', // Amazon's metadata
  'fd20:ce::254/128', // Google's metadata
];

/** Not on the public network (IANA special-purpose address registries). */
const notPublic = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15',
  '224.0.0.0/4', '240.0.0.0/4',
  '::/128', '::1/128', '64:ff9b:1::/48', 'fc00::/7', 'fec0::/10', 'ff00::/8',
];

/** Prefixes under which an IPv6 address is an IPv4 address to somebody: the last 32 bits count (RFC 6052, RFC 4291). */
const embedding = listOf(['64:ff9b::/96', '::/96', '::ffff:0:0:0/96']);
/** The second and third group count (RFC 3056). */
const sixToFour = listOf(['2002::/16']);

const forbiddenList = listOf(forbidden);
const notPublicList = listOf(notPublic);

/**
 * Whether `address` may be dialled. `address` is a numeric address as the resolver or a URL gives it, without brackets;
 * anything else is refused.
 */
export function mayDial(address: string, reach: HttpRequest['reach']): boolean {
  const plain = address.split('%', 1)[0] as string;
  if (isIP(plain) === 0) return false;
  return [plain, ...embeddedIn(plain)].every(
    each => !listed(forbiddenList, each) && (reach === 'consented' || !listed(notPublicList, each)),
  );
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', prefix] = range.split('/');
    list.addSubnet(network, Number(prefix), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** BlockList itself knows that `::ffff:a.b.c.d` is a.b.c.d. */
function listed(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function embeddedIn(address: string): readonly string[] {
  if (!isIPv6(address) || address === '::' || address === '::1') return [];
  const groups = groupsOf(address);
  if (listed(embedding, address)) return [dotted(groups[6], groups[7])];
  return listed(sixToFour, address) ? [dotted(groups[1], groups[2])] : [];
}

/** The eight groups of a valid IPv6 address. URL writes each address in one form only, without dots. */
function groupsOf(address: string): readonly number[] {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...gap, ...right].map(group => Number.parseInt(group, 16));
}

function dotted(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
