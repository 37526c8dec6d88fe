import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { HttpRequest } from '../core/ports';
import { mayDial } from './address';
import { errorWith, refusedAddress } from './http-error';

/** Resolves a host name to all of its addresses; `dns.lookup` unless a test says otherwise. */
export type ResolveHost = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface DialOptions {
  readonly host?: string | null | undefined;
  readonly port?: number | string | null | undefined;
  readonly lookup?: LookupFunction | undefined;
}

/** The last word before a connection is made: what Node is to dial. Changes nothing, unless a test leads it to loopback. */
export type Dial = <T extends DialOptions>(options: T) => T;

/** Only addresses that pass are given out, and what is given out is what is dialled: a second DNS answer cannot slip in. */
export function guardedLookup(resolve: ResolveHost, reach: HttpRequest['reach']): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const passed = addresses.filter(({ address }) => mayDial(address, reach));
      const [first] = passed;
      if (!first) return callback(errorWith(refusedAddress), '');
      if (options.all) return callback(null, passed);
      callback(null, first.address, first.family);
    });
  };
}
