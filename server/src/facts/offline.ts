import { alternativesFor, latestOnly } from '../catalog';
import { known, unknown } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageReference } from '../core/reference';
import { canonicalHost } from '../registries';
import { publisherFact } from './publisher';

/** What the tables alone can tell: always there, with or without a network. */
export type OfflineFacts = Omit<Facts, 'resolution'>;

/**
 * `isLocal`: the workspace itself builds or rewrites the name as it is written, which the caller knows: `reference` may
 * stand for the upstream of a proxy.
 */
export function offlineFacts(reference: ImageReference, isLocal: boolean): OfflineFacts {
  // Host names have no letter case, and Docker Hub has several of them: none of that may hide who a name belongs to.
  const named = { ...reference, registry: canonicalHost(reference.registry) };
  const onlyLatest = latestOnly(named);
  return {
    publisher: known(publisherFact(named)),
    alternatives: known(alternativesFor(named)),
    latestOnly: onlyLatest === undefined ? unknown('not-looked-up') : known(onlyLatest),
    local: known(isLocal),
  };
}
