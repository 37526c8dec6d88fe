import { valueOf } from '../../../core/fact';
import { render } from '../../../core/message';
import { formatReference } from '../../../core/reference';
import type { ToolAnswer, ToolRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { answered, mostEntries, refused } from './answer';
import { askedAbout, type AskedAbout } from './asked';

/** What other publishers have for the same job, from the catalog alone: asks no registry. */
export async function suggestAlternatives(request: ToolRequest, edge: Edge): Promise<ToolAnswer> {
  const about = await askedAbout(request, edge);
  if (!about.ok) return refused(about.reason);
  const { reference, situation: { context } } = about.value;
  const offers = offersOf(about.value, edge);
  if (!offers) return refused('The catalog is not loaded. Try again later.');
  const { facts, trusted } = edge.runtime.service.explain(reference, context);
  const publisher = valueOf(facts.publisher);
  return answered({
    reference: formatReference(reference),
    publisher: publisher?.kind === 'known' ? `${publisher.title} (by name only: no signature was checked)` : null,
    acceptedByPolicy: trusted,
    lifecycle: (valueOf(facts.lifecycle) ?? []).map(({ what, replacement }) => ({ what: render(what), replacement: replacement ? formatReference(replacement) : null })),
    alternatives: offers.offered.slice(0, mostEntries).map(({ alternative, text }) => ({ reference: formatReference(alternative.reference), publisher: alternative.publisher, differences: render(text) })),
    rejectedByPolicy: offers.rejected.slice(0, mostEntries).map(each => formatReference(each.reference)),
    note: 'From a catalog that ships with the extension: no registry was asked. Judged as the base of a final stage; an image that compiles may need other alternatives.',
  });
}

/** Judged as the one line of a Dockerfile. */
function offersOf({ reference, situation: { context } }: AskedAbout, { runtime: { service } }: Edge): ReturnType<typeof service.offers> | undefined {
  if (!service.isReady()) return undefined;
  const read = service.readOnce({ path: 'Dockerfile', languageId: 'dockerfile', text: `FROM ${formatReference(reference)}\n` }, context.policy);
  const use = read?.uses[0];
  return read && use && service.offers(read, use, context);
}
