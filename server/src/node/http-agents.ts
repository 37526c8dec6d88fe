import { lookup as systemLookup } from 'node:dns';
import { Agent as HttpAgent, type Agent, type ClientRequest, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import type { HttpRequest } from '../core/ports';
import { errorWith } from './http-error';
import { guardedLookup, type Dial, type ResolveHost } from './http-lookup';
import type { Proxy, ProxyChoice } from './proxy-choice';
import type { TlsTrust } from './tls-trust';
import { hostOf, TunnelAgent, TunnelTlsAgent } from './tunnel-agents';

export interface AgentParts {
  readonly resolve?: ResolveHost | undefined;
  readonly dial?: Dial | undefined;
  /** Milliseconds until a connection through a proxy must stand, TLS included. */
  readonly connectTimeout: number;
  readonly trust: TlsTrust;
  readonly proxyFor: (url: URL) => ProxyChoice;
}

export interface Agents {
  /** Throws where a proxy is named that we cannot speak to. */
  for(url: URL, reach: HttpRequest['reach']): Agent;
  /** The settings that they were made for hold no more: what is under way ends well, and no socket is used again. */
  retire(): void;
}

/** As many as the registry client asks at once. */
const mostSockets = 8;
const kept = { keepAlive: true, maxSockets: mostSockets, maxFreeSockets: mostSockets };

type ByProtocol<T> = Readonly<Record<'http:' | 'https:', T>>;
type Created = (error: Error | null, stream: Duplex) => void;

class DirectAgent extends HttpAgent {
  dial: Dial = options => options;

  override createConnection(options: ClientRequestArgs, created?: Created): Duplex | null | undefined {
    return super.createConnection(this.dial(options), created);
  }
}

class DirectTlsAgent extends HttpsAgent {
  dial: Dial = options => options;
  trust: TlsTrust | undefined;

  override createConnection(options: RequestOptions, created?: Created): Duplex | null | undefined {
    return super.createConnection({ ...this.dial(options), ...this.trust?.optionsFor(hostOf(options, 443)) }, created);
  }
}

/**
 * Sockets are kept alive, because a TLS handshake costs more than the HEAD it is made for. Each reach has sockets of its
 * own: a request that may only go to public addresses must not find one that leads to a private one. Behind a proxy there
 * is no such difference, as it is the proxy that resolves names.
 */
export function createAgents({ resolve = systemLookup, dial = options => options, connectTimeout, trust, proxyFor }: AgentParts): Agents {
  const lookups = { consented: guardedLookup(resolve, 'consented'), public: guardedLookup(resolve, 'public') };
  const made: Agent[] = [];
  const direct = { consented: directly('consented'), public: directly('public') };
  const tunnels = new Map<Proxy, ByProtocol<Agent>>();

  function keep<T extends Agent>(agent: T): T {
    made.push(agent);
    return watchIdle(agent);
  }

  function directly(reach: HttpRequest['reach']): ByProtocol<Agent> {
    const options = { ...kept, lookup: lookups[reach] };
    return { 'http:': keep(Object.assign(new DirectAgent(options), { dial })), 'https:': keep(Object.assign(new DirectTlsAgent(options), { dial, trust })) };
  }

  function through(proxy: Proxy): ByProtocol<Agent> {
    const way = { proxy, dial, lookup: lookups.consented, timeout: connectTimeout, trust };
    return { 'http:': keep(new TunnelAgent(kept, way)), 'https:': keep(new TunnelTlsAgent(kept, way)) };
  }

  return {
    for(url, reach) {
      const protocol = url.protocol === 'http:' ? 'http:' : 'https:';
      const proxy = proxyFor(url);
      if (proxy === 'unusable') throw errorWith('ERR_PROXY_UNUSABLE');
      if (proxy === undefined) return direct[reach][protocol];
      const tunnel = tunnels.get(proxy) ?? through(proxy);
      tunnels.set(proxy, tunnel);
      return tunnel[protocol];
    },
    retire() {
      for (const agent of made) {
        agent.maxFreeSockets = 0;
        for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
      }
    },
  };
}

/** A server that speaks without being asked has its socket closed: what it says is the answer to nothing. */
function watchIdle<T extends Agent>(agent: T): T {
  const keepAlive = agent.keepSocketAlive.bind(agent) as (socket: Duplex) => boolean;
  const reuse = agent.reuseSocket.bind(agent);
  return Object.assign(agent, {
    keepSocketAlive(socket: Duplex) {
      if (socket.readableLength > 0) return false;
      socket.on('data', closeSpeaker);
      return keepAlive(socket);
    },
    reuseSocket(socket: Duplex, request: ClientRequest) {
      socket.off('data', closeSpeaker);
      reuse(socket, request);
    },
  });
}

function closeSpeaker(this: Duplex): void {
  this.destroy();
}

/** The part of an Agent that `http.request` calls; the types leave it out. */
interface Requester {
  addRequest(request: ClientRequest, options: object, ...rest: unknown[]): void;
}

/** `agent`, telling `seen` which request it was handed: node-fetch keeps that to itself. */
export function tapped(agent: Agent, cancelled: AbortSignal, seen: (request: ClientRequest) => void): Agent {
  const inner = agent as Agent & Requester;
  const tap: Requester = {
    addRequest(request, options, ...rest) {
      seen(request);
      inner.addRequest(request, { ...options, cancelled }, ...rest);
    },
  };
  return Object.assign(Object.create(inner) as Agent, tap);
}
