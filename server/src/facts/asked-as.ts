import type { LoginPort } from '../core/login';

/** As whom registries are asked; the empty text is nobody. What was answered to one is never told to another. */
export interface AskedAs {
  /** As was found out last; undefined where nobody found it out yet. Synchronous, and quick. */
  current(registry: string, repository: string): string | undefined;
  /** Hears who signed in or out meanwhile. Never rejects, and runs nothing. */
  find(registry: string, repository: string): Promise<string>;
  /** Another number as soon as `current` may answer otherwise. */
  revision(): number;
}

/** Everybody is nobody. */
export const anonymous: AskedAs = { current: () => '', find: () => Promise.resolve(''), revision: () => 0 };

const mostNames = 5000;

export function createAskedAs(logins: Pick<LoginPort, 'idOf'>): AskedAs {
  /** By full name, for a login may be for a part of a registry; the one that was found last stands last. */
  const ids = new Map<string, string>();
  let revision = 0;
  return {
    current: (registry, repository) => ids.get(`${registry}/${repository}`),
    async find(registry, repository) {
      const id = await logins.idOf(registry, repository);
      const name = `${registry}/${repository}`;
      if (ids.get(name) !== id) revision += 1;
      ids.delete(name);
      ids.set(name, id);
      if (ids.size > mostNames) ids.delete(ids.keys().next().value as string);
      return id;
    },
    revision: () => revision,
  };
}
