import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { ImageUse } from '../core/image-use';
import { linesToChange } from './bites';
import type { FactsOf } from './facts-of';
import type { DocumentContext, Offers } from './image-service';
import { offerText } from './offer-text';

/** What would take the place of a use, with what it would take, and what the policy keeps from being offered. */
export function offersFor(use: ImageUse, document: ReadDocument, { facts, context }: { readonly facts: FactsOf; readonly context: DocumentContext }): Offers {
  const about = facts.ofUse(use, document, context);
  const offered = (valueOf(about.alternatives) ?? []).map(alternative => {
    const lines = linesToChange(alternative, { use, document, facts: about, policy: context.policy });
    return { alternative, text: offerText({ alternative, facts: about, lines }) };
  });
  return { offered, rejected: facts.rejected(use, document, context) };
}
