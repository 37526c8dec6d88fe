import { Agent as HttpAgent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { errorWith } from './http-error';
import { openTunnel, type TunnelParts } from './proxy-tunnel';
import type { Proxy } from './proxy-choice';

export interface Way extends TunnelParts {
  readonly proxy: Proxy;
  /** Milliseconds until the connection must stand, TLS included. */
  readonly timeout: number;
}

type Created = (error: Error | null, stream: Duplex) => void;
/** What `tapped` adds: the request that a connection is made for may be given up before it stands. */
interface Cancellable {
  readonly cancelled?: AbortSignal;
}

/** http through a proxy: a tunnel too, so that a proxy never sees a header that is meant for a registry. */
export class TunnelAgent extends HttpAgent {
  readonly #way: Way;

  constructor(options: AgentOptions, way: Way) {
    super(options);
    this.#way = way;
  }

  override createConnection(options: ClientRequestArgs & Cancellable, created: Created = () => undefined): undefined {
    settle(connect(this.#way, options, async signal => openTunnel(this.#way.proxy, targetOf(options, 80), { ...this.#way, signal })), created);
  }
}

export class TunnelTlsAgent extends HttpsAgent {
  readonly #way: Way;

  constructor(options: AgentOptions, way: Way) {
    super(options);
    this.#way = way;
  }

  override createConnection(options: RequestOptions & Cancellable, created: Created = () => undefined): undefined {
    const { proxy, trust } = this.#way;
    const tls = (socket: Socket): Duplex | null | undefined => super.createConnection({ ...options, ...trust.optionsFor(hostOf(options, 443)), socket } as RequestOptions);
    settle(connect(this.#way, options, async signal => {
      const socket = await openTunnel(proxy, targetOf(options, 443), { ...this.#way, signal });
      return secured(tls(socket) as Socket, signal);
    }), created);
  }
}

function settle(connecting: Promise<Socket>, created: Created): void {
  connecting.then(socket => created(null, socket), (error: unknown) => created(error as Error, undefined as never));
}

/** `open` until it is too late, or the request is given up that it is for. */
async function connect({ timeout }: Way, { cancelled }: Cancellable, open: (signal: AbortSignal) => Promise<Socket>): Promise<Socket> {
  const late = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    late.abort();
  }, timeout);
  const cancel = (): void => late.abort();
  cancelled?.addEventListener('abort', cancel);
  if (cancelled?.aborted) cancel();
  try {
    return await open(late.signal);
  } catch (error) {
    throw isLate ? errorWith('ETIMEDOUT') : error;
  } finally {
    clearTimeout(timer);
    cancelled?.removeEventListener('abort', cancel);
  }
}

function secured(socket: Socket, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = (): void => void socket.destroy(errorWith('ECANCELED'));
    const ended = (): void => reject(errorWith('ECONNRESET'));
    signal.addEventListener('abort', end);
    socket.once('error', reject);
    socket.once('close', ended);
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', end);
      socket.off('error', reject);
      socket.off('close', ended);
      resolve(socket);
    });
  });
}

/** As `URL.host` has it: without the port where that is the usual one. */
export function hostOf({ host, port }: { host?: string | null | undefined; port?: string | number | null | undefined }, usual: number): string {
  const name = host ?? '';
  const bracketed = isIPv6(name) ? `[${name}]` : name;
  return port === null || port === undefined || Number(port) === usual ? bracketed : `${bracketed}:${port}`;
}

function targetOf(options: ClientRequestArgs, usual: number): string {
  return `${hostOf({ host: options.host }, 0)}:${options.port ?? usual}`;
}
