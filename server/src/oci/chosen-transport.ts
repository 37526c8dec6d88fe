/** Who speaks to registries: this process, or the editor, which knows proxies and certificates that nobody else does. */
import type { NetworkSettings } from '../core/network-settings';
import { HttpError, type ClockPort, type HttpPort, type HttpProblem, type HttpRequest, type HttpResponse, type LogPort } from '../core/ports';

export interface Transports {
  readonly server: HttpPort;
  /** Undefined: there is none, or it cannot. */
  readonly editor: () => HttpPort | undefined;
  readonly wanted: () => NetworkSettings['transport'];
  readonly clock: Pick<ClockPort, 'now'>;
  readonly log: Pick<LogPort, 'info' | 'warn'>;
}

/** What the editor may be better at. A certificate that has expired has expired there too. */
const helped: ReadonlySet<HttpProblem | undefined> = new Set<HttpProblem>([
  'self-signed', 'unknown-authority', 'proxy-login', 'proxy-refused', 'proxy-unreachable', 'proxy-garbage', 'proxy-unusable',
]);
const mostHosts = 500;

export function chosenTransport({ server, editor, wanted, clock, log }: Transports): HttpPort {
  let switched = false;
  let warned = false;
  /** Hosts that the editor was no better at. */
  const inVain = new Set<string>();

  async function automatic(request: HttpRequest, other: HttpPort): Promise<HttpResponse> {
    const started = clock.now();
    try {
      return await server.exchange(request);
    } catch (error) {
      const { host } = new URL(request.url);
      const timeout = request.timeout - (clock.now() - started);
      // Nothing of the request was sent: the proxy or the handshake was in the way.
      if (!(error instanceof HttpError) || !helped.has(error.problem) || inVain.has(host) || timeout <= 0) throw error;
      const answer = await other.exchange({ ...request, timeout }).catch(() => undefined);
      if (answer === undefined) {
        if (inVain.size < mostHosts && request.signal?.aborted !== true) inVain.add(host);
        throw error;
      }
      if (!switched) log.info(`registries are asked by the editor from now on, because it reaches ${host} and the server does not (${error.problem})`);
      switched = true;
      return answer;
    }
  }

  return {
    exchange(request) {
      const choice = wanted();
      const other = choice === 'server' ? undefined : editor();
      if (choice === 'editor' && !other && !warned) {
        warned = true;
        log.warn('plimsoll.transport is editor, but this editor cannot ask registries: the server does');
      }
      if (!other) return server.exchange(request);
      return choice === 'editor' || switched ? other.exchange(request) : automatic(request, other);
    },
  };
}
