import type { Catalog } from '../catalog';
import { buildOf, type ReadDocument } from '../core/document';
import { valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import type { ClockPort } from '../core/ports';
import { contains, sameRange } from '../core/range';
import { createCatalogFacts } from '../facts/catalog-facts';
import { createPublishers } from '../facts/publishers';
import { createResolutions } from '../facts/resolutions';
import { formats } from '../formats';
import type { Format } from '../formats/format';
import { isTrusted } from '../policy/trust';
import { judgedAs } from '../policy/upstreams';
import type { RegistryClient } from '../oci/client';
import type { HubAccounts } from '../oci/hub-accounts';
import type { SignatureVerifier } from '../signatures/verifier';
import { checkDocument } from './check';
import { createConversions } from './conversions';
import { isHardened } from './hardened';
import type { Converter } from './convert/engine';
import { createFactsOf } from './facts-of';
import { execFormEdit, instructionAt } from '../conversion/exec-form';
import { fixesFor, usesToPin } from './fixes';
import { planIgnoreLine } from './ignore-line';
import type { ActionOptions, CheckResult, DocumentContext, EditPlan, Fix, ImageService } from './image-service';
import { lookUpAll, referencesToLookUp, unknownNamespaces } from './looking-up';
import { createPinner } from './pin';
import { planPinAll } from './pin-all';
import { createReader } from './reading';
import { createShelf } from './shelf';
import { planSwap } from './swap';
import { verificationRequest } from './verifying';

export interface ServiceParts {
  readonly client: RegistryClient;
  readonly accounts: HubAccounts;
  readonly clock: ClockPort;
  /** Called at the first need: its tables are not loaded before. */
  readonly loadCatalog: () => Promise<Catalog>;
  /** Called at the first verification: the Sigstore packages are not loaded before. */
  readonly loadVerifier: () => Promise<SignatureVerifier>;
  /** Called at the first conversion. */
  readonly loadConverter: () => Promise<Converter>;
}

/** Wires the engine. Every method is described at `ImageService`. */
export function createImageService({ client, accounts, clock, loadCatalog, loadVerifier, loadConverter }: ServiceParts): ImageService {
  const resolutions = createResolutions(client, clock);
  const publishers = createPublishers(accounts, clock);
  const shelf = createShelf(loadCatalog);
  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);
  const inCatalog = createCatalogFacts({ catalog: shelf.current, today, versionOf: () => undefined });
  const facts = createFactsOf({ resolutions, publishers, inCatalog });
  const pinner = createPinner(resolutions, formatOf);
  let verifier: Promise<SignatureVerifier> | undefined;

  function check(document: ReadDocument, context: DocumentContext): CheckResult {
    return checkDocument({ document, factsFor: use => facts.ofUse(use, document, context), context, today: today() });
  }

  function pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    const isLocal = (use: ImageUse): boolean => facts.isLocal(use, context);
    return planPinAll({ document, checked: check(document, context), isLocal, pinner, options });
  }

  function resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (fix.kind === 'pin-all') return pinAll(document, context, options);
    if (fix.kind === 'swap' || fix.kind === 'replace') return planSwap({ fix, pinner, formatOf, options });
    if (fix.kind === 'pin') return pinner.pin(fix.use, options);
    if (fix.kind === 'exec-form') return Promise.resolve(planExecForm(document, fix));
    const format = formatOf(document.format);
    return Promise.resolve(format ? planIgnoreLine(format, document, fix.use, fix.rule ?? '') : { edits: [], changed: [], left: [] });
  }

  return {
    read: createReader(),
    check,
    convert: createConversions({ shelf, pinner, formatOf, today, check, isLocal: facts.isLocal, loadConverter }),
    pinAll,
    useAt,
    resolveFix,
    isConvertible: (use, context) => use.reference !== null && !facts.isLocal(use, context) && !isHardened(judgedAs(use.reference, context.policy)),
    facts: (use, document, context) => facts.ofUse(use, document, context),
    isReady: () => shelf.current() !== undefined,
    ready: () => shelf.load(),
    lookUp(document, context, options) {
      const factsOf = (use: ImageUse): Facts => facts.ofUse(use, document, context);
      const wanted = { references: referencesToLookUp(document, factsOf), namespaces: unknownNamespaces(document, factsOf) };
      return lookUpAll(wanted, { resolutions, publishers }, options);
    },
    fixes(document, offset, context) {
      const use = useAt(document, offset);
      if (!use) return [];
      const pinnable = usesToPin(document, each => facts.isLocal(each, context)).length;
      const commentable = !isJsonFile(context.path) && formatOf(document.format)?.commentPlace(document.text, use.site.range.start) !== undefined;
      return fixesFor({ use, facts: facts.ofUse(use, document, context), checked: check(atSiteOf(use, document), context), context, pinnable, commentable, build: buildOf(document) });
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

function planExecForm(document: ReadDocument, { at = -1 }: Fix): EditPlan {
  const build = buildOf(document);
  const instruction = build && instructionAt(build, at);
  const edit = instruction && execFormEdit(instruction);
  return { edits: edit ? [edit] : [], changed: [], left: [] };
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
