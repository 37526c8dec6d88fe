import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import { joinMessages } from '../core/message';
import type { ImageUse } from '../core/image-use';
import { linesToChange } from './bites';
import type { FactsOf } from './facts-of';
import type { DocumentContext, Offers } from './image-service';
import { offerTexts } from './offer-text';

/** A menu cuts off what does not fit, and the hover has the rest. */
const mostInMenu = 4;

/** What would take the place of a use, with what it would take, and what the policy keeps from being offered. */
export function offersFor(use: ImageUse, document: ReadDocument, { facts, context }: { readonly facts: FactsOf; readonly context: DocumentContext }): Offers {
  const about = facts.ofUse(use, document, context);
  const offered = (valueOf(about.alternatives) ?? []).map(alternative => {
    const lines = linesToChange(alternative, { use, document, facts: about, policy: context.policy });
    const said = offerTexts({ alternative, facts: about, lines });
    return { alternative, text: joinMessages(said), short: joinMessages(said.slice(0, mostInMenu)) };
  });
  return { use, offered, rejected: facts.rejected(use, document, context) };
}
