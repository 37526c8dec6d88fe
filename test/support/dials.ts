import { isIP } from 'node:net';
import type { Dial, ResolveHost } from '../../server/src/node/http-lookup';

/** Host names that lead where the test says, and connections that end on loopback whatever is dialled. */
export interface Dials {
  readonly resolve: ResolveHost;
  readonly dial: Dial;
  /** Host names that were resolved. */
  readonly resolved: string[];
  /** Addresses that would have been dialled: `address:port`. */
  readonly dialled: string[];
}

/**
 * `addresses`: of a host name, at its nth look-up from 0; none: no such host. `port`: on loopback, where every connection
 * ends: no defence that is switched off makes a test leave this machine.
 */
export function createDials(addresses: (host: string, nth: number) => readonly string[], port: (asked: string) => number): Dials {
  const resolved: string[] = [];
  const dialled: string[] = [];
  const family = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);
  const resolve: ResolveHost = (host, _, callback) => {
    const found = addresses(host, resolved.filter(each => each === host).length);
    resolved.push(host);
    const error = found.length === 0 ? Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }) : null;
    process.nextTick(callback, error, found.map(address => ({ address, family: family(address) })));
  };
  const dial: Dial = options => {
    const note = (address: string): void => void dialled.push(`${address}:${options.port}`);
    const { host, lookup } = options;
    const led = { ...options, port: port(`${host}:${options.port}`), autoSelectFamily: false };
    if (typeof host === 'string' && isIP(host) !== 0) {
      note(host);
      return { ...led, host: '127.0.0.1' };
    }
    return {
      ...led,
      lookup: (name, wanted, callback) => lookup?.(name, { ...wanted, all: true }, (error, found) => {
        if (error) return callback(error, '');
        for (const { address } of found as { address: string }[]) note(address);
        if (wanted.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
        else callback(null, '127.0.0.1', 4);
      }),
    };
  };
  return { resolve, dial, resolved, dialled };
}
