import type { ReadDocument } from '../core/document';
import { unknown, valueOf } from '../core/fact';
import type { Facts } from '../core/facts';
import type { ImageUse } from '../core/image-use';
import { message } from '../core/message';
import type { ClockPort } from '../core/ports';
import { contains } from '../core/range';
import { fullName, withTag, type ImageReference } from '../core/reference';
import { offlineFacts } from '../facts/offline';
import { createResolutions } from '../facts/resolutions';
import { formats } from '../formats';
import { isTrusted } from '../policy/trust';
import { judgedAs } from '../policy/upstreams';
import type { RegistryClient } from '../oci/client';
import type { SignatureVerifier } from '../signatures/verifier';
import { checkDocument } from './check';
import { joinPlans, leftAlone, planOfLeft } from './edit';
import { fixesFor, isIgnored, usesToPin } from './fixes';
import { planIgnoreLine } from './ignore-line';
import type { ActionOptions, DocumentContext, EditPlan, Fix, ImageService } from './image-service';
import { lookUpAll, referencesToLookUp } from './looking-up';
import { createPinner, notPinnable } from './pin';
import { createReader } from './reading';
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
  const formatOf = (id: string) => formats.find(format => format.id === id);
  const pinner = createPinner(resolutions, formatOf);
  const read = createReader(formats);
  let verifier: Promise<SignatureVerifier> | undefined;

  function factsOfReference(reference: ImageReference, context: DocumentContext): Facts {
    const tagged = reference.digest === undefined ? withTag(reference, reference.tag ?? 'latest') : reference;
    const judged = judgedAs(reference, context.policy);
    const localName = context.localNames.has(fullName(reference));
    return { ...offlineFacts(judged, localName), resolution: resolutions.current(tagged) };
  }

  function facts(use: ImageUse, context: DocumentContext): Facts {
    return use.reference ? factsOfReference(use.reference, context) : nothingKnown;
  }

  const isLocal = (context: DocumentContext) => (use: ImageUse) => valueOf(facts(use, context).local) === true;

  function check(document: ReadDocument, context: DocumentContext) {
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    return checkDocument({ document, factsFor: use => facts(use, context), context, today });
  }

  async function pinAll(document: ReadDocument, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    const checked = check(document, context);
    const wanted = new Set(usesToPin(document, isLocal(context)));
    const plans = document.uses.map(use => {
      if (isIgnored(use, checked)) return planOfLeft(leftAlone(use, 'skipped', message('ignored')));
      if (wanted.has(use)) return pinner.pin(use, options);
      const reason = notPinnable(use, isLocal(context)(use));
      return reason ? planOfLeft(leftAlone(use, 'skipped', reason)) : noPlan;
    });
    return joinPlans(await Promise.all(plans));
  }

  function useAt(document: ReadDocument, offset: number): ImageUse | undefined {
    return document.uses.find(use => contains(use.range, offset) || contains(use.site.range, offset));
  }

  function resolveFix(document: ReadDocument, fix: Fix, context: DocumentContext, options: ActionOptions): Promise<EditPlan> {
    if (fix.kind === 'pin-all') return pinAll(document, context, options);
    if (fix.kind === 'swap') return planSwap({ fix, pinner, formatOf, options });
    if (fix.kind === 'pin') return pinner.pin(fix.use, options);
    return Promise.resolve(planIgnoreLine(document, fix.use, fix.rule ?? ''));
  }

  return {
    read,
    check,
    facts,
    pinAll,
    useAt,
    resolveFix,
    lookUp: (document, context, options) =>
      lookUpAll(referencesToLookUp(document, use => facts(use, context)), resolutions, options),
    fixes(document, offset, context) {
      const use = useAt(document, offset);
      if (!use) return [];
      const pinnable = usesToPin(document, isLocal(context)).length;
      return fixesFor({ document, use, facts: facts(use, context), checked: check(document, context), context, pinnable });
    },
    explain(reference, context) {
      const about = factsOfReference(reference, context);
      const publisher = valueOf(about.publisher);
      const id = publisher?.kind === 'known' ? publisher.id : undefined;
      return { reference, facts: about, trusted: isTrusted(reference, id, context.policy) };
    },
    async verify(reference, policy, options) {
      verifier ??= loadVerifier();
      const lookup = options.signal ? { consent: options.consent, signal: options.signal } : { consent: options.consent };
      return (await verifier).verify(verificationRequest(reference, policy), client, lookup);
    },
  };
}

const noPlan: EditPlan = { edits: [], changed: [], left: [] };

const nothingKnown: Facts = {
  publisher: unknown('not-looked-up'),
  alternatives: unknown('not-looked-up'),
  latestOnly: unknown('not-looked-up'),
  local: unknown('not-looked-up'),
  resolution: unknown('not-looked-up'),
};
