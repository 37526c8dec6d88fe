import { alternativesFor, latestOnly } from '../catalog';
import { known, unknown } from '../core/fact';
import type { Facts } from '../core/facts';
import { formatReference, type ImageReference } from '../core/reference';
import { canonicalHost } from '../registries';
import { publisherFact } from './publisher';

/** What the tables alone can tell: always there, with or without a network. */
export type OfflineFacts = Omit<Facts, 'resolution'>;

/**
 * `isLocal`: the workspace itself builds or rewrites the name as it is written, which the caller knows: `reference` may
 * stand for the upstream of a proxy.
 */
export function offlineFacts(reference: ImageReference, isLocal: boolean): OfflineFacts {
  return { ...inTables(reference), local: known(isLocal) };
}

type InTables = Omit<OfflineFacts, 'local'>;

/** Every keystroke asks again about every image of a document, and the tables never change. */
const mostRemembered = 5_000;
const remembered = new Map<string, InTables>();

function inTables(reference: ImageReference): InTables {
  const name = formatReference(reference);
  const before = remembered.get(name);
  if (before) return before;
  const facts = lookInTables(reference);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, facts);
  return facts;
}

function lookInTables(reference: ImageReference): InTables {
  // Host names have no letter case, and Docker Hub has several of them: none of that may hide who a name belongs to.
  const named = { ...reference, registry: canonicalHost(reference.registry) };
  const onlyLatest = latestOnly(named);
  return {
    publisher: known(publisherFact(named)),
    alternatives: known(alternativesFor(named)),
    latestOnly: onlyLatest === undefined ? unknown('not-looked-up') : known(onlyLatest),
  };
}
