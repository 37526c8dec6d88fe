import type { Substitutes } from '../core/mirror';
import { dockerHub, type ImageReference } from '../core/reference';
import { RegistryError } from './error';
import type { DetailsClient } from './details';
import type { HubAccounts } from './hub-accounts';

type SubstitutesFor = (reference: ImageReference) => Promise<Substitutes>;

/** Throws RegistryError when the machine's registries.conf forbids the image. */
export function refuseBlocked({ registry }: ImageReference, { blocked }: Substitutes): void {
  if (blocked) throw new RegistryError('blocked', registry, `${registry}: blocked by registries.conf`);
}

/** Docker Hub's own API is asked beside the registry, and not about what is blocked there. */
export function unlessBlocked(
  { details, accounts }: { readonly details: DetailsClient; readonly accounts: HubAccounts },
  substitutesFor: SubstitutesFor,
): { readonly details: DetailsClient; readonly accounts: HubAccounts } {
  const demand = async (reference: ImageReference): Promise<void> => refuseBlocked(reference, await substitutesFor(reference));
  return {
    details: {
      async details(reference, platform, options) {
        await demand(reference);
        return details.details(reference, platform, options);
      },
    },
    accounts: {
      async badge(namespace, options) {
        await demand({ registry: dockerHub, repository: namespace });
        return accounts.badge(namespace, options);
      },
    },
  };
}
