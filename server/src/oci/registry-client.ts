import type { Resolution } from '../core/facts';
import { noLogins } from '../core/login';
import type { CancelSignal } from '../core/ports';
import type { ImageReference } from '../core/reference';
import type { TagList } from '../core/tag-list';
import { apiHost, canonicalHost } from '../registries/index';
import { createAuthorized } from './authorized';
import { fetchBlob } from './blobs';
import type { Call, Ports } from './call';
import type { Descriptor, LookupOptions, Manifest, RegistryClient } from './client';
import { RegistryError } from './error';
import { cancelledError } from './failures';
import { refusalFor } from './gate';
import { originOf } from './host';
import { defaultLimits, type Limits } from './limits';
import { createManifests } from './manifests';
import { createReferrers } from './referrers';
import { createSingleFlight } from './single-flight';
import { createTags } from './tags';
import { createTokens } from './tokens';
import { createTransport } from './transport';
import { notingWarnings } from './warnings';

export interface RegistryClientOptions extends Omit<Ports, 'limits'> {
  readonly limits?: Partial<Limits>;
}

/** The client for every registry. Whoever needs a login that there is none of gets `unauthorized`. */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const ports: Ports = { ...options, http: notingWarnings(options), limits: { ...defaultLimits, ...options.limits } };
  const transport = createTransport(ports);
  const authorized = createAuthorized(transport, createTokens(transport, ports), ports);
  const manifests = createManifests(authorized, ports);
  const referrers = createReferrers(authorized, manifests, ports);
  const tags = createTags({ authorized, transport }, ports);
  const resolving = createStarter<Resolution | 'missing'>(ports);
  const reading = createStarter<Manifest | undefined>(ports);
  const listing = createStarter<readonly Descriptor[]>(ports);
  const fetching = createStarter<Uint8Array>(ports);
  const listingTags = createStarter<TagList | 'missing'>(ports);
  return {
    resolve(reference, lookup) {
      const name = nameOf(reference);
      return resolving({ reference, lookup, what: ['head', name] }, call => manifests.resolve(call, name));
    },
    resolveVerified(reference, lookup) {
      const name = nameOf(reference);
      return resolving({ reference, lookup, what: ['get', name] }, call => manifests.resolveVerified(call, name));
    },
    manifest(reference, lookup) {
      const name = nameOf(reference);
      return reading({ reference, lookup, what: [name] }, call => manifests.get(call, name));
    },
    blob(...[reference, descriptor, maxBytes, lookup]) {
      const what = [descriptor.digest, descriptor.size, maxBytes];
      return fetching({ reference, lookup, what }, call => fetchBlob(authorized, ports, { call, descriptor, maxBytes }));
    },
    referrers(reference, digest, lookup) {
      return listing({ reference, lookup, what: [digest] }, call => referrers.list(call, digest));
    },
    tags(reference, lookup) {
      return listingTags({ reference, lookup, what: [] }, call => tags.list(call, lookup.onPage));
    },
  };
}

interface Question {
  readonly reference: ImageReference;
  readonly lookup: LookupOptions;
  /** What tells it from other questions about the repository. */
  readonly what: readonly (string | number)[];
}

type Start<T> = (question: Question, work: (call: Call) => Promise<T>) => Promise<T>;

/** Look-ups of one kind: asks for consent, then joins whoever asks the same of the same registry already. */
function createStarter<T>({ clock, limits, logins = noLogins }: Ports): Start<T> {
  const flights = createSingleFlight<T>();
  return async ({ reference, lookup, what }, work) => {
    const { registry, repository } = reference;
    const { consent, signal, patience = limits.lookup } = lookup;
    const host = canonicalHost(registry);
    const refusal = refusalFor(host, consent);
    if (refusal) throw new RegistryError(refusal, host, `${host}: not contacted (${refusal})`);
    const origin = new URL(originOf(apiHost(host)));
    // What may be reached depends on what the user allowed, what is answered on who asks, and the background is refused what a click is not.
    const key = JSON.stringify([origin.host, repository, what, consent.allowedHosts, consent.purpose, await logins.idOf(host, repository)]);
    const waiter = { signal, cancelled: () => cancelledError(origin.host) };
    const deadline = clock.now() + Math.min(patience, limits.lookup);
    const begin = (shared: CancelSignal): Promise<T> => work({ registry: host, origin, repository, consent, signal: shared, deadline });
    return flights.join(key, begin, waiter);
  };
}

/** What the registry is asked for: the digest where there is one, for it says more. */
function nameOf({ digest, tag }: ImageReference): string {
  return digest ?? tag ?? 'latest';
}
