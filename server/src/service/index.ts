import { buildOf, withUses, type DocumentInfo, type ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { contains, sameRange } from '../core/range';
import type { ImageReference } from '../core/reference';
import { formatFor, formats } from '../formats';
import type { Format } from '../formats/format';
import { isTrusted } from '../policy/trust';
import { execFormEdit, instructionAt } from '../conversion/exec-form';
import { judgedAs } from '../policy/upstreams';
import { checkDocument } from './check';
import { createConversions } from './conversions';
import { isHardened } from './hardened';
import { fixesFor, usesToPin } from './fixes';
import { planIgnoreLine } from './ignore-line';
import type { ActionOptions } from './action-options';
import type { CheckResult, DocumentContext, EditPlan, Explanation, Fix, ImageService, Offers } from './image-service';
import { createLookUps } from './look-ups';
import { offersFor } from './offers';
import { createReader, readStart } from './reading';
import { createSources, type ServiceParts } from './sources';
import { createTagging } from './tagging';
import { createVerifications } from './verifications';

export type { ServiceParts } from './sources';

/** Wires the engine. Every method is described at `ImageService`. */
export function createImageService(parts: ServiceParts): ImageService {
  const { platform, loadConverter } = parts;
  const sources = createSources(parts, formatOf);
  const { answers, pinning, requests, shelf, facts, today, standing } = sources;

  function check(document: ReadDocument, context: DocumentContext): CheckResult {
    return checkDocument({ document, factsFor: use => facts.ofUse(use, document, context), context, today: today() });
  }

  async function pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    const isLocal = (use: ImageUse): boolean => facts.isLocal(use, context);
    const { planPinAll, pinner } = await pinning.load();
    return planPinAll({ document, checked: check(document, context), isLocal, pinner, policy: context.policy, options });
  }

  async function resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (fix.kind === 'pin-all') return pinAll(document, context, options);
    if (fix.kind === 'exec-form') return planExecForm(document, fix);
    const { policy } = context;
    if (fix.kind === 'ignore-line') {
      const format = formatOf(document.format);
      return format ? planIgnoreLine(format, document, fix.use, fix.rule ?? '') : { edits: [], changed: [], left: [] };
    }
    const { pinner, planSwap } = await pinning.load();
    if (fix.kind === 'pin') return pinner.pin(fix.use, { ...options, policy, unverified: fix.unverified === true });
    return planSwap({ fix, pinner, formatOf, options: { ...options, policy } });
  }

  function fixes(document: ReadDocument, offset: number, context: DocumentContext, found?: Offers): readonly Fix[] {
    const use = useAt(document, offset);
    if (!use) return [];
    const checked = check(atSiteOf(use, document), context);
    const offers = found?.use === use ? found : offersFor(use, document, { facts, context });
    const about = { use, facts: facts.ofUse(use, document, context), offers, checked, context };
    const pinnable = usesToPin(document, each => facts.isLocal(each, context)).length;
    return fixesFor({ ...about, pinnable, commentable: isCommentable(document, use, context), build: buildOf(document) });
  }

  return {
    read: createReader(),
    readStart,
    check,
    standing,
    convert: createConversions({ shelf, loadPinner: async () => (await pinning.load()).pinner, formatOf, today, check, isLocal: facts.isLocal, loadConverter }),
    pinAll,
    useAt,
    resolveFix,
    isConvertible: (use, context) => use.reference !== null && !facts.isLocal(use, context) && !isHardened(judgedAs(use.reference, context.policy)),
    facts: (use, document, context) => facts.ofUse(use, document, context),
    placeAt, formatOf,
    catalog: shelf.current,
    isReady: () => shelf.current() !== undefined,
    ready: async () => void (await Promise.all([shelf.load(), answers.ready()])),
    recall: ({ registry, repository }) => answers.recall(registry, repository),
    clearCache: answers.clear,
    finish: answers.finish,
    ...createLookUps(sources, platform),
    offers: (document, use, context) => offersFor(use, document, { facts, context }),
    fixes,
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

function planExecForm(document: ReadDocument, { at = -1 }: Fix): EditPlan {
  const build = buildOf(document);
  const instruction = build && instructionAt(build, at);
  const edit = instruction && execFormEdit(instruction);
  return { edits: edit ? [edit] : [], changed: [], left: [] };
}

function placeAt(info: DocumentInfo, offset: number): ReturnType<ImageService['placeAt']> {
  const format = formatFor(info);
  const place = format?.imagePlace?.(info.text, offset);
  return format && place && { ...place, format: format.id };
}

function formatOf(id: string): Format | undefined {
  return formats.find(format => format.id === id);
}

/** Whether an ignore comment can stand above the use: JSON has none, whatever its reader would take. */
function isCommentable({ format, text }: ReadDocument, { site }: ImageUse, { path }: DocumentContext): boolean {
  return !/\.jsonc?$/i.test(path) && formatOf(format)?.commentPlace(text, site.range.start) !== undefined;
}

/** The document with nothing but the uses of one site: all that matters to the findings there. */
function atSiteOf({ site }: ImageUse, document: ReadDocument): ReadDocument {
  return withUses(document, document.uses.filter(use => sameRange(use.site.range, site.range)));
}

function useAt(document: ReadDocument, offset: number): ImageUse | undefined {
  return document.uses.find(use => contains(use.range, offset) || contains(use.site.range, offset));
}
