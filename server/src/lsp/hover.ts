import type { Hover, HoverParams } from 'vscode-languageserver';
import { withUses } from '../core/document';
import { contains, sameRange } from '../core/range';
import type { Alternative } from '../core/facts';
import { formatReference } from '../core/reference';
import type { FixRequest } from '../protocol';
import { isAsked } from './allow-host';
import type { Checking } from './checking';
import { askForAll, detailsPatience } from './details';
import { spanOf } from './documents';
import type { EdgeParts } from './edge-parts';
import { requestOf } from './fixes';
import { hiddenSection } from './hover-hidden';
import { sectionsOf } from './hover-text';
import { MarkupKind } from './lsp-values';

/** What is known about the image under the cursor, and about the document, which is asked about when there is more to know. */
export async function hover(params: HoverParams, parts: EdgeParts, { signal, checking }: { signal: AbortSignal; checking: Checking }): Promise<Hover | null> {
  const document = parts.documents.get(params.textDocument.uri);
  if (!document) return null;
  const situation = await parts.contexts.of(document.uri);
  const { service } = parts.runtime;
  await service.ready();
  const read = parts.contexts.read(document, situation);
  const offset = document.offsetAt(params.position);
  const use = read && service.useAt(read, offset);
  if (!read || !use) return null;
  // Whose answers may be told, the logins say, and nobody looks at those in a workspace that is not trusted.
  if (use.reference && parts.session.trusted) await service.recall(use.reference);
  const known = service.facts(use, read, situation.context);
  const { resolution } = known;
  const isStale = resolution.state === 'known' && resolution.asOf !== undefined;
  const { uri } = document;
  if (use.reference && (isStale || !isAsked(known))) checking.lookUpNow(uri, isStale, use);
  await askForAll({ ...parts, uri, read, situation, uses: [use], signal }, detailsPatience, () => checking.learned(uri));
  const offers = service.offers(read, use, situation.context);
  const swaps = service.swaps(read, use, situation.context, offers);
  const swapTo = (alternative: Alternative): FixRequest | undefined => {
    const wanted = formatReference(alternative.reference);
    const fix = swaps.find(({ target }) => target !== undefined && formatReference(target) === wanted);
    return fix && !fix.disabled ? requestOf(fix, document) : undefined;
  };
  const facts = service.facts(use, read, situation.context);
  const { findings } = service.check(withUses(read, read.uses.filter(({ site }) => sameRange(site.range, use.site.range))), situation.context);
  const sections = sectionsOf({ ...parts, uri: document.uri, read, use, facts, offers, findings, situation, swapTo });
  const value = [...sections, ...hiddenSection({ ...parts, document, read, use, situation })].join('\n\n');
  const range = contains(use.range, offset) ? use.range : use.site.range;
  return { contents: { kind: MarkupKind.Markdown, value }, range: spanOf(document, range) };
}
