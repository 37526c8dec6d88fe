import { BlockList, isIP, isIPv6 } from 'node:net';
import { parsePlace } from './place';

export interface Addresses {
  /** Those that are hosts, in one spelling. */
  readonly hosts: readonly string[];
  /** Whether a host that is written as a number is in one of the ranges. What a name leads to is not asked for here. */
  covers(this: void, host: string): boolean;
}

/** Hosts and ranges of addresses (`10.0.0.0/8`), as Docker lists both in one. */
export function splitAddresses(list: readonly string[]): Addresses {
  const ranges = new BlockList();
  const hosts = list.flatMap(each => {
    if (addRange(ranges, each)) return [];
    const place = parsePlace(each);
    return place?.path === '' ? [place.host] : [];
  });
  return {
    hosts,
    covers(host) {
      const address = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
      return isIP(address) !== 0 && ranges.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
    },
  };
}

function addRange(ranges: BlockList, text: string): boolean {
  const [, network = '', prefix = ''] = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(text) ?? [];
  const kind = isIP(network);
  if (kind === 0 || Number(prefix) > (kind === 6 ? 128 : 32)) return false;
  ranges.addSubnet(network, Number(prefix), kind === 6 ? 'ipv6' : 'ipv4');
  return true;
}
