import type { LookupOptions } from './client';
import type { HubApi } from './hub-api';
import { ownText } from './json';

/** `none`: an owner without a badge, or a namespace that nobody has. `unknown`: Docker Hub gave no answer that says. */
export type HubBadge = 'verified' | 'sponsored' | 'none' | 'unknown';

/** What Docker Hub says about the owner of a namespace. */
export interface HubAccounts {
  /** The badge of a namespace. Throws RegistryError when Docker Hub was not, or could not be asked. */
  badge(namespace: string, options: LookupOptions): Promise<HubBadge>;
}

const namespacePattern = /^[a-z0-9][a-z0-9_-]{1,254}$/;
const badges: Readonly<Record<string, HubBadge>> = { verified_publisher: 'verified', open_source: 'sponsored' };

export function createHubAccounts(api: HubApi): HubAccounts {
  return {
    async badge(namespace, options) {
      if (!namespacePattern.test(namespace)) return 'none';
      const answer = await api.get(`/v2/orgs/${namespace}/`, options);
      if (answer === 'missing') return 'none';
      if (answer === 'unreadable') return 'unknown';
      const badge = ownText(answer, 'badge') ?? '';
      return Object.hasOwn(badges, badge) ? (badges[badge] as HubBadge) : 'none';
    },
  };
}
