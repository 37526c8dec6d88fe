import { buildOf, withUses, type DocumentInfo, type ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import { followedBy } from '../core/followed';
import type { ImageUse } from '../core/image-use';
import { contains, sameRange } from '../core/range';
import type { ImageReference } from '../core/reference';
import { formatFor, formats } from '../formats';
import type { Format } from '../formats/format';
import { isTrusted } from '../policy/trust';
import { judgedAs } from '../policy/upstreams';
import { checkDocument, ignoresNeededBy, type CheckInput } from './check';
import { createConversions } from './conversions';
import { followedTag } from './followed-tag';
import { isHardened } from './hardened';
import { headOf } from './ignore-file';
import { fixesFor, swapFixes } from './fixes';
import { usesToPin } from './pinnable';
import type { CheckResult, DocumentContext, Explanation, Fix, ImageService, Offers } from './image-service';
import { createLookUps } from './look-ups';
import { offersFor } from './offers';
import { pageOf } from './page';
import { createPlans } from './plans';
import { createReader, readOnce, readStart } from './reading';
import { createSources, type ServiceParts } from './sources';
import { countUpdatable } from './update-fixes';
import { createTagging } from './tagging';
import { createVerifications } from './verifications';
import { rehearse } from './rehearsal';
import { isWorthReading } from './worth-reading';

export type { ServiceParts } from './sources';

/** Wires the engine. Every method is described at `ImageService`. */
export function createImageService(parts: ServiceParts): ImageService {
  const { platform, loadConverter } = parts;
  const sources = createSources(parts, formatOf);
  const { answers, pinning, requests, shelf, facts, today, standing } = sources;

  function toCheck(document: ReadDocument, context: DocumentContext): CheckInput {
    return { document, factsFor: use => facts.ofUse(use, document, context), context, today: today() };
  }

  function check(document: ReadDocument, context: DocumentContext): CheckResult {
    return checkDocument(toCheck(document, context));
  }

  function fixes(document: ReadDocument, offset: number, context: DocumentContext, found?: Offers): readonly Fix[] {
    const use = document.onlyShown ? undefined : useAt(document, offset);
    if (!use) return [];
    const checked = check(atSiteOf(use, document), context);
    const offers = found?.use === use ? found : offersFor(use, document, { facts, context });
    const about = { use, facts: facts.ofUse(use, document, context), offers, checked, context };
    const pinnable = usesToPin(document, each => facts.isLocal(each, context)).length;
    const updatable = countUpdatable(document, each => facts.isLocal(each, context));
    return fixesFor({ ...about, pinnable, updatable, follows: followedTag(use, document), isExcluded: followedBy(use, document) === 'exclude', commentable: placesOfComments(document, use, context), build: buildOf(document) });
  }

  function swaps(document: ReadDocument, use: ImageUse, context: DocumentContext, found?: Offers): readonly Fix[] {
    if (document.onlyShown) return [];
    return swapFixes({ use, facts: facts.ofUse(use, document, context), offers: found ?? offersFor(use, document, { facts, context }) });
  }

  return {
    read: createReader(),
    rehearse: () => rehearse(check),
    readOnce,
    readStart,
    check,
    ignoresNeededBy: (document, context) => ignoresNeededBy(toCheck(document, context)),
    standing,
    convert: createConversions({ shelf, loadPinner: async () => (await pinning.load()).pinner, formatOf, today, check, isLocal: facts.isLocal, loadConverter }),
    ...createPlans(sources, { formatOf, check }),
    useAt,
    pageOf,
    isConvertible: (use, context) => use.reference !== null && !facts.isLocal(use, context) && !isHardened(judgedAs(use.reference, context.policy)),
    facts: (use, document, context) => facts.ofUse(use, document, context),
    placeAt, formatOf, isWorthReading,
    catalog: shelf.current,
    isReady: () => shelf.current() !== undefined,
    ready: () => shelf.load(),
    recall: ({ registry, repository }) => answers.recall(registry, repository),
    clearCache: answers.clear,
    finish: answers.finish,
    ...createLookUps(sources, platform),
    offers: (document, use, context) => offersFor(use, document, { facts, context }),
    fixes,
    swaps,
    verificationRequest: (...about) => requests.of(...about),
    explain: (reference, context) => explanationOf(reference, facts.ofReference(reference, context), context),
    ...createVerifications(sources),
    ...createTagging(sources),
  };
}

function explanationOf(reference: ImageReference, facts: Facts, { policy }: DocumentContext): Explanation {
  const publisher = valueOf(facts.publisher);
  const id = publisher?.kind === 'known' ? publisher.id : undefined;
  return { reference, facts, trusted: isTrusted(reference, id, policy) };
}

function placeAt(info: DocumentInfo, offset: number): ReturnType<ImageService['placeAt']> {
  const format = formatFor(info);
  const place = format?.imagePlace?.(info.text, offset);
  return format && place && { ...place, format: format.id };
}

function formatOf(id: string): Format | undefined {
  return formats.find(format => format.id === id);
}

/** Where ignore comments can stand for a use: JSON has none, whatever its reader would take. Directives have none above them. */
function placesOfComments({ format, text }: ReadDocument, { site }: ImageUse, { path }: DocumentContext): { readonly line: boolean; readonly file: boolean } {
  const own = /\.jsonc?$/i.test(path) ? undefined : formatOf(format);
  const line = own?.commentPlace(text, site.range.start) !== undefined;
  const mayHead = own !== undefined && (line || own.headEnd !== undefined);
  return { line, file: mayHead && headOf(own, text) !== undefined };
}

/** The document with nothing but the uses of one site: all that matters to the findings there. */
function atSiteOf({ site }: ImageUse, document: ReadDocument): ReadDocument {
  return withUses(document, document.uses.filter(use => sameRange(use.site.range, site.range)));
}

function useAt(document: ReadDocument, offset: number): ImageUse | undefined {
  return document.uses.find(use => contains(use.range, offset) || contains(use.site.range, offset));
}
