import type { ReadDocument } from '../core/document';
import { freshValueOf, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { formatReference, withTag, type ImageReference } from '../core/reference';
import type { Publishers } from '../facts/publishers';
import type { Resolutions } from '../facts/resolutions';
import type { ActionOptions } from './action-options';

/** A document is no reason to ask more than this at once; what is left is asked when somebody points at it. */
export const mostLookups = 64;
/** Of those, the ones that ask whose a namespace is. */
const mostNamespaces = 24;

/** The references of a document that the background may ask about, each once. */
export function referencesToLookUp(document: ReadDocument, factsOf: (use: ImageUse) => Facts, most = mostLookups): readonly ImageReference[] {
  const byName = new Map<string, ImageReference>();
  for (const use of document.uses) {
    if (!use.reference || use.reference.digest !== undefined) continue;
    const facts = factsOf(use);
    // A one-word name that is no official image is most likely built locally: asking would tell the world its name.
    if (valueOf(facts.local) === true || valueOf(facts.publisher)?.kind === 'not-official') continue;
    const tagged = withTag(use.reference, use.reference.tag ?? 'latest');
    byName.set(formatReference(tagged), tagged);
    if (byName.size >= most) break;
  }
  return [...byName.values()];
}

/** Images in namespaces of Docker Hub that no table names, each namespace once and as it is `judged`: its badge may tell whose it is. */
export function unknownNamespaces(
  document: ReadDocument,
  factsOf: (use: ImageUse) => Facts,
  judged: (reference: ImageReference) => ImageReference,
): readonly ImageReference[] {
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

/** True when something became known. Never rejects. */
export async function lookUpAll(
  { references, namespaces }: { readonly references: readonly ImageReference[]; readonly namespaces: readonly ImageReference[] },
  { resolutions, publishers }: { readonly resolutions: Resolutions; readonly publishers: Publishers },
  { consent, signal }: ActionOptions,
): Promise<boolean> {
  const freshBefore = references.map(reference => freshValueOf(resolutions.current(reference)) !== undefined);
  const options = signal ? { consent, signal } : { consent };
  const [facts, badges] = await Promise.all([
    Promise.all(references.map(reference => resolutions.lookUp(reference, options))),
    Promise.all(namespaces.map(reference => publishers.lookUp(reference, options))),
  ]);
  return badges.includes(true) || facts.some((fact, index) => !freshBefore[index] && freshValueOf(fact) !== undefined);
}
