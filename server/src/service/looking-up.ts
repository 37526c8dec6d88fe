import type { ReadDocument } from '../core/document';
import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { hasMoved } from '../core/freshness';
import type { ImageUse } from '../core/image-use';
import { formatReference, withTag, type ImageReference } from '../core/reference';
import type { Publishers } from '../facts/publishers';
import type { Resolutions } from '../facts/resolutions';
import type { ActionOptions } from './action-options';
import { followedTag } from './followed-tag';

/** A document is no reason to ask more than this at once; what is left is asked when somebody points at it. */
export const mostLookups = 64;
/** Of those, the ones that ask whose a namespace is. */
const mostNamespaces = 24;

type FactsOfUse = (use: ImageUse) => Facts;

/** The references of a document that the background may ask about, each once: tags, and digests that are of no tag. */
export function referencesToLookUp(document: ReadDocument, factsOf: FactsOfUse, most = mostLookups): readonly ImageReference[] {
  return once(document, most, use => {
    const { reference, tagElsewhere, cache } = use;
    if (!reference || tagElsewhere || cache || !mayAskAbout(factsOf(use))) return undefined;
    if (reference.digest === undefined) return withTag(reference, reference.tag ?? 'latest');
    return followedTag(use, document) ?? reference;
  });
}

/** Digests whose tags stand for something else by now, or are gone: it is worth asking whether they are still there. */
export function digestsToLookUp(document: ReadDocument, factsOf: FactsOfUse): readonly ImageReference[] {
  return once(document, mostLookups, use => {
    const { reference } = use;
    if (reference?.digest === undefined) return undefined;
    const facts = factsOf(use);
    const serves = freshValueOf(facts.tagNow)?.serves;
    if (!serves || !mayAskAbout(facts)) return undefined;
    return serves === 'missing' || hasMoved(reference.digest, serves) ? reference : undefined;
  });
}

/** A one-word name that is no official image is most likely built locally: asking would tell the world its name. */
function mayAskAbout({ local, publisher }: Facts): boolean {
  return valueOf(local) !== true && valueOf(publisher)?.kind !== 'not-official';
}

function once(document: ReadDocument, most: number, wanted: (use: ImageUse) => ImageReference | undefined): readonly ImageReference[] {
  const byName = new Map<string, ImageReference>();
  for (const use of document.uses) {
    const reference = wanted(use);
    if (reference) byName.set(formatReference(reference), reference);
    if (byName.size >= most) break;
  }
  return [...byName.values()];
}

/** Images in namespaces of Docker Hub that no table names, each namespace once and as it is `judged`: its badge may tell whose it is. */
export function unknownNamespaces(document: ReadDocument, factsOf: FactsOfUse, judged: (reference: ImageReference) => ImageReference): readonly ImageReference[] {
  const byNamespace = new Map<string, ImageReference>();
  for (const use of document.uses) {
    if (!use.reference) continue;
    const facts = factsOf(use);
    const publisher = valueOf(facts.publisher);
    if (publisher?.kind !== 'unknown-namespace' || !publisher.hub || valueOf(facts.local) === true) continue;
    byNamespace.set(publisher.namespace, judged(use.reference));
    if (byNamespace.size === mostNamespaces) break;
  }
  return [...byNamespace.values()];
}

interface Wanted {
  readonly references: readonly ImageReference[];
  readonly namespaces: readonly ImageReference[];
  /** What is worth asking once the references are known. */
  readonly then: () => readonly ImageReference[];
}

/** True when something became known. Never rejects. */
export async function lookUpAll(
  { references, namespaces, then }: Wanted,
  { resolutions, publishers }: { readonly resolutions: Resolutions; readonly publishers: Publishers },
  { consent, signal }: ActionOptions,
): Promise<boolean> {
  const options = signal ? { consent, signal } : { consent };
  const isFresh = (reference: ImageReference): boolean => freshValueOf(resolutions.current(reference)) !== undefined;
  /** True when one of them became known. */
  const ask = async (some: readonly ImageReference[]): Promise<boolean> => {
    const facts = await Promise.all(some.map(reference => resolutions.lookUp(reference, options)));
    return facts.some(fact => freshValueOf(fact) !== undefined);
  };
  const first = references.filter(reference => !isFresh(reference));
  const [isKnown, badges] = await Promise.all([ask(first), Promise.all(namespaces.map(reference => publishers.lookUp(reference, options)))]);
  const second = signal?.aborted ? [] : then().filter(reference => !isFresh(reference)).slice(0, Math.max(0, mostLookups - namespaces.length - first.length));
  const isMoreKnown = await ask(second);
  return badges.includes(true) || isKnown || isMoreKnown;
}
