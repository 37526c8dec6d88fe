/** Docker Hub's own API, beside the registry's: it tells what pulls need not be spent on. */
import type { CancelSignal } from '../core/ports';
import { dockerHub } from '../core/reference';
import type { Ports } from './call';
import type { LookupOptions } from './client';
import { RegistryError } from './error';
import { cancelledError, fromStatus } from './failures';
import { refusalFor } from './gate';
import { parseObject, type JsonObject } from './json';
import { defaultLimits } from './limits';
import { createSingleFlight } from './single-flight';
import { createTransport } from './transport';

export interface HubApi {
  /** What is at `path`; `missing` for a 404. Throws RegistryError when Docker Hub was not, or could not be asked. */
  get(path: string, options: LookupOptions): Promise<JsonObject | 'missing' | 'unreadable'>;
}

const origin = new URL('https://hub.docker.com');
/** Bytes: a page about an organization is small, and one about a tag has some hundred lines for each platform. */
const largestAnswer = 256 * 1024;

/** Consent for Docker Hub's registry is consent for this: both belong to the same people, and neither gets a login. */
export function createHubApi(options: Omit<Ports, 'limits'>): HubApi {
  const ports: Ports = { ...options, limits: defaultLimits };
  const transport = createTransport(ports);
  const flights = createSingleFlight<JsonObject | 'missing' | 'unreadable'>();

  async function ask(path: string, consent: LookupOptions['consent'], signal: CancelSignal): Promise<JsonObject | 'missing' | 'unreadable'> {
    const call = { registry: dockerHub, origin, repository: '', consent, signal, deadline: ports.clock.now() + ports.limits.lookup };
    const answer = await transport.send(call, { method: 'GET', url: new URL(path, origin), accept: 'application/json', maxBytes: largestAnswer });
    if (answer.status === 404) return 'missing';
    if (answer.status !== 200) throw fromStatus(answer);
    return parseObject(answer.body) ?? 'unreadable';
  }

  return {
    async get(path, { consent, signal }) {
      const refusal = refusalFor(dockerHub, consent);
      if (refusal) throw new RegistryError(refusal, origin.host, `${origin.host}: not contacted (${refusal})`);
      return flights.join(path, shared => ask(path, consent, shared), { signal, cancelled: () => cancelledError(origin.host) });
    },
  };
}
