/** The logins that a person has on this machine, in the order in which they count. */
import type { Credential, Login, LoginPort } from '../../core/login';
import type { CancelSignal, ClockPort } from '../../core/ports';
import { Helpers } from './helpers';
import { helperId, lastingId, loginId } from './ids';
import { canonicalRegistry } from '../../core/registry-key';
import { Sources, type Found, type SourceOptions } from './sources';
import { StoredLogins } from './stored';

export { thisMachine } from './places';

export interface LoginOptions extends SourceOptions {
  readonly clock: Pick<ClockPort, 'now'>;
  /** Milliseconds that a program has. */
  readonly helperTimeout?: number;
}

export function createLogins(options: LoginOptions): LoginPort {
  const { edge, helperTimeout: timeout } = options;
  const sources = new Sources(options);
  const stored = new StoredLogins(edge);
  const helpers = new Helpers({ ...options, folders: () => edge().folders, ...(timeout === undefined ? {} : { timeout }) });
  const lasting = createLastingIds();

  async function* all(registry: string, repository: string): AsyncIterable<Found> {
    const credential = await stored.of(registry);
    if (credential) yield { credential };
    yield* sources.logins(registry, repository);
  }

  async function find(registry: string, repository: string): Promise<Login | undefined> {
    for await (const found of all(registry, repository)) {
      const credential = 'helper' in found ? await helpers.get(found.helper, registry) : found.credential;
      if (credential) return { credential, id: loginId(registry, credential) };
    }
    return undefined;
  }

  return {
    of(registry, repository, signal) {
      const host = canonicalRegistry(registry);
      return host === undefined ? Promise.resolve(undefined) : unlessAborted(find(host, repository), signal);
    },
    async registries() {
      const registries = new Set(edge().registries);
      for await (const { entries, helpers: byRegistry, store } of sources.files()) {
        for (const { host, credential } of entries) if (credential || store !== undefined) registries.add(host);
        for (const host of byRegistry.keys()) registries.add(host);
      }
      return [...registries];
    },
    rejected(registry, { id }) {
      const host = canonicalRegistry(registry);
      if (host !== undefined) helpers.forget(host, credential => loginId(host, credential) === id);
    },
    async idOf(registry, repository) {
      const host = canonicalRegistry(registry);
      if (host === undefined) return '';
      for await (const found of all(host, repository)) return 'helper' in found ? helperId(host, found.helper) : lasting(host, found.credential);
      return '';
    },
  };
}

const mostIds = 500;

/** Each is computed once, since that takes long on purpose. */
function createLastingIds(): typeof lastingId {
  const known = new Map<string, Promise<string>>();
  return (registry: string, credential: Credential) => {
    const id = loginId(registry, credential);
    const computing = known.get(id) ?? lastingId(registry, credential);
    known.set(id, computing);
    if (known.size > mostIds) known.delete(known.keys().next().value as string);
    return computing;
  };
}

/** A program that others wait for too goes on. */
function unlessAborted(finding: Promise<Login | undefined>, signal: CancelSignal | undefined): Promise<Login | undefined> {
  if (!signal) return finding;
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve(undefined);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave);
    finding.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
  });
}
