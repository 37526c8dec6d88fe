import type { ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { ImageUse } from '../core/image-use';
import type { ClockPort } from '../core/ports';
import { contains, sameRange } from '../core/range';
import { createResolutions } from '../facts/resolutions';
import { formats } from '../formats';
import type { Format } from '../formats/format';
import { isTrusted } from '../policy/trust';
import type { RegistryClient } from '../oci/client';
import type { SignatureVerifier } from '../signatures/verifier';
import { checkDocument } from './check';
import { createFactsOf } from './facts-of';
import { fixesFor, usesToPin } from './fixes';
import { planIgnoreLine } from './ignore-line';
import type { ActionOptions, CheckResult, DocumentContext, EditPlan, Fix, ImageService } from './image-service';
import { lookUpAll, referencesToLookUp } from './looking-up';
import { createPinner } from './pin';
import { planPinAll } from './pin-all';
import { createReader, readStart } from './reading';
import { planSwap } from './swap';
import { verificationRequest } from './verifying';

export interface ServiceParts {
  readonly client: RegistryClient;
  readonly clock: ClockPort;
  /** Called at the first verification: the Sigstore packages are not loaded before. */
  readonly loadVerifier: () => Promise<SignatureVerifier>;
}

/** Wires the engine. Every method is described at `ImageService`. */
export function createImageService({ client, clock, loadVerifier }: ServiceParts): ImageService {
  const resolutions = createResolutions(client, clock);
  const facts = createFactsOf(resolutions);
  const pinner = createPinner(resolutions, formatOf);
  let verifier: Promise<SignatureVerifier> | undefined;

  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);

  function check(document: ReadDocument, context: DocumentContext): CheckResult {
    return checkDocument({ document, factsFor: use => facts.ofUse(use, context), context, today: today() });
  }

  function pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    const isLocal = (use: ImageUse): boolean => facts.isLocal(use, context);
    return planPinAll({ document, checked: check(document, context), isLocal, pinner, options });
  }

  function resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (fix.kind === 'pin-all') return pinAll(document, context, options);
    if (fix.kind === 'swap') return planSwap({ fix, pinner, formatOf, options });
    if (fix.kind === 'pin') return pinner.pin(fix.use, options);
    const format = formatOf(document.format);
    return Promise.resolve(format ? planIgnoreLine(format, document, fix.use, fix.rule ?? '') : { edits: [], changed: [], left: [] });
  }

  return {
    read: createReader(),
    readStart,
    check,
    standing: () => `${today()} ${resolutions.revision()}`,
    pinAll,
    useAt,
    resolveFix,
    facts: (use, context) => facts.ofUse(use, context),
    lookUp: (document, context, options) =>
      lookUpAll(referencesToLookUp(document, use => facts.ofUse(use, context)), resolutions, options),
    fixes(document, offset, context) {
      const use = useAt(document, offset);
      if (!use) return [];
      const pinnable = usesToPin(document, each => facts.isLocal(each, context)).length;
      const commentable = !isJsonFile(context.path) && formatOf(document.format)?.commentPlace(document.text, use.site.range.start) !== undefined;
      return fixesFor({ use, facts: facts.ofUse(use, context), checked: check(atSiteOf(use, document), context), context, pinnable, commentable });
    },
    explain(reference, context) {
      const about = facts.ofReference(reference, context);
      const publisher = valueOf(about.publisher);
      const id = publisher?.kind === 'known' ? publisher.id : undefined;
      return { reference, facts: about, trusted: isTrusted(reference, id, context.policy) };
    },
    async verify(reference, policy, { consent, signal }) {
      verifier ??= loadVerifier();
      return (await verifier).verify(verificationRequest(reference, policy), client, signal ? { consent, signal } : { consent });
    },
  };
}

function formatOf(id: string): Format | undefined {
  return formats.find(format => format.id === id);
}

/** JSON has no comments, whatever its reader would take. */
function isJsonFile(path: string): boolean {
  return /\.jsonc?$/i.test(path);
}

/** The document with nothing but the uses of one site: all that matters to the findings there. */
function atSiteOf({ site }: ImageUse, document: ReadDocument): ReadDocument {
  return { ...document, uses: document.uses.filter(use => sameRange(use.site.range, site.range)) };
}

function useAt(document: ReadDocument, offset: number): ImageUse | undefined {
  return document.uses.find(use => contains(use.range, offset) || contains(use.site.range, offset));
}
