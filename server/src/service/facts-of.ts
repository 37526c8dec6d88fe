import { unknown } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { fullName, withTag, type ImageReference } from '../core/reference';
import { offlineFacts } from '../facts/offline';
import type { Resolutions } from '../facts/resolutions';
import { judgedAs } from '../policy/upstreams';
import type { DocumentContext } from './image-service';

/** What is known now, without asking anybody. */
export interface FactsOf {
  ofReference(reference: ImageReference, context: DocumentContext): Facts;
  ofUse(use: ImageUse, context: DocumentContext): Facts;
  /** Whether the workspace itself builds or rewrites the image. */
  isLocal(use: ImageUse, context: DocumentContext): boolean;
}

export function createFactsOf(resolutions: Resolutions): FactsOf {
  /** A proxy cache's image is judged as what it proxies; it is built here, or resolved, under its own name. */
  function ofReference(reference: ImageReference, context: DocumentContext): Facts {
    const tagged = reference.digest === undefined ? withTag(reference, reference.tag ?? 'latest') : reference;
    const local = context.localNames.has(fullName(reference));
    const offline = offlineFacts(judgedAs(reference, context.policy), local);
    return { ...offline, resolution: resolutions.current(tagged) };
  }

  function ofUse(use: ImageUse, context: DocumentContext): Facts {
    return use.reference ? ofReference(use.reference, context) : nothingKnown;
  }

  return { ofReference, ofUse, isLocal };
}

function isLocal({ reference }: ImageUse, { localNames }: DocumentContext): boolean {
  return reference !== null && localNames.has(fullName(reference));
}

const nothingKnown: Facts = {
  publisher: unknown('not-looked-up'),
  alternatives: unknown('not-looked-up'),
  latestOnly: unknown('not-looked-up'),
  local: unknown('not-looked-up'),
  resolution: unknown('not-looked-up'),
};
