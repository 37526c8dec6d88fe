/** What Docker Hub says about the owner of a namespace: its own API, beside the registry's. */
import type { CancelSignal } from '../core/ports';
import { dockerHub } from '../core/reference';
import type { Ports } from './call';
import type { LookupOptions } from './client';
import { RegistryError } from './error';
import { cancelledError, fromStatus } from './failures';
import { refusalFor } from './gate';
import { ownText, parseObject } from './json';
import { defaultLimits } from './limits';
import { createSingleFlight } from './single-flight';
import { createTransport } from './transport';

/** `none`: an owner without a badge, or a namespace that nobody has. `unknown`: Docker Hub gave no answer that says. */
export type HubBadge = 'verified' | 'sponsored' | 'none' | 'unknown';

export interface HubAccounts {
  /** The badge of a namespace. Throws RegistryError when Docker Hub was not, or could not be asked. */
  badge(namespace: string, options: LookupOptions): Promise<HubBadge>;
}

const origin = new URL('https://hub.docker.com');
const namespacePattern = /^[a-z0-9][a-z0-9_-]{1,254}$/;
/** Bytes: a page about an organization is small. */
const largestAnswer = 64 * 1024;

const badges: Readonly<Record<string, HubBadge>> = { verified_publisher: 'verified', open_source: 'sponsored' };

/** Consent for Docker Hub's registry is consent for this: both belong to the same people, and neither gets a login. */
export function createHubAccounts(options: Omit<Ports, 'limits'>): HubAccounts {
  const ports: Ports = { ...options, limits: defaultLimits };
  const transport = createTransport(ports);
  const flights = createSingleFlight<HubBadge>();

  async function ask(namespace: string, consent: LookupOptions['consent'], signal: CancelSignal): Promise<HubBadge> {
    const call = { origin, repository: namespace, consent, signal, deadline: ports.clock.now() + ports.limits.lookup };
    const url = new URL(`/v2/orgs/${namespace}/`, origin);
    const answer = await transport.send(call, { method: 'GET', url, accept: 'application/json', maxBytes: largestAnswer });
    if (answer.status === 404) return 'none';
    if (answer.status !== 200) throw fromStatus(answer);
    const object = parseObject(answer.body);
    if (!object) return 'unknown';
    const badge = ownText(object, 'badge') ?? '';
    return Object.hasOwn(badges, badge) ? (badges[badge] as HubBadge) : 'none';
  }

  return {
    async badge(namespace, { consent, signal }) {
      if (!namespacePattern.test(namespace)) return 'none';
      const refusal = refusalFor(dockerHub, consent);
      if (refusal) throw new RegistryError(refusal, origin.host, `${origin.host}: not contacted (${refusal})`);
      const waiter = { signal, cancelled: () => cancelledError(origin.host) };
      return flights.join(namespace, shared => ask(namespace, consent, shared), waiter);
    },
  };
}
