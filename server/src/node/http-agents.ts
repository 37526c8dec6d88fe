import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { Agent as HttpAgent, type Agent, type AgentOptions, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { HttpRequest } from '../core/ports';
import { mayDial } from './address';
import { refusedAddress } from './http-error';

/** Resolves a host name to all of its addresses; `dns.lookup` unless a test says otherwise. */
export type ResolveHost = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** As many as the registry client asks at once. */
const mostSockets = 8;

/**
 * Sockets are kept alive, because a TLS handshake costs more than the HEAD it is made for. Each reach has sockets of its
 * own: a request that may only go to public addresses must not find one that leads to a private one.
 */
export function createAgents(resolve: ResolveHost = systemLookup): (url: URL, reach: HttpRequest['reach']) => Agent {
  const agents = {
    'http:': { consented: new HttpAgent(options('consented')), public: new HttpAgent(options('public')) },
    'https:': { consented: new HttpsAgent(options('consented')), public: new HttpsAgent(options('public')) },
  };
  function options(reach: HttpRequest['reach']): AgentOptions & { lookup: LookupFunction } {
    return { keepAlive: true, maxSockets: mostSockets, maxFreeSockets: mostSockets, lookup: guardedLookup(resolve, reach) };
  }
  return (url, reach) => agents[url.protocol === 'http:' ? 'http:' : 'https:'][reach];
}

/** Only addresses that pass are given out, and what is given out is what is dialled: a second DNS answer cannot slip in. */
function guardedLookup(resolve: ResolveHost, reach: HttpRequest['reach']): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '');
      const passed = addresses.filter(({ address }) => mayDial(address, reach));
      const [first] = passed;
      if (!first) return callback(Object.assign(new Error(refusedAddress), { code: refusedAddress }), '');
      if (options.all) return callback(null, passed);
      callback(null, first.address, first.family);
    });
  };
}

/** The part of an Agent that `http.request` calls; the types leave it out. */
interface Requester {
  addRequest(request: ClientRequest, ...rest: unknown[]): void;
}

/** `agent`, telling `seen` which request it was handed: node-fetch keeps that to itself. */
export function tapped(agent: Agent, seen: (request: ClientRequest) => void): Agent {
  const inner = agent as Agent & Requester;
  const tap: Requester = {
    addRequest(request, ...rest) {
      seen(request);
      inner.addRequest(request, ...rest);
    },
  };
  return Object.assign(Object.create(inner) as Agent, tap);
}
