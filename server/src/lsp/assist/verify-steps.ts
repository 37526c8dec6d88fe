import { valueOf } from '../../core/fact';
import type { Alternative } from '../../core/facts';
import type { ImageUse } from '../../core/image-use';
import { requiresSignature } from '../../core/policy-signers';
import { formatReference, type ImageReference } from '../../core/reference';
import type { VerificationReport } from '../../core/verification';
import type { FixRequest, VerifyRequest, VerifyStep } from '../../protocol';
import { signerOffer } from '../../service/assist/signer';
import type { Fix } from '../../service/image-service';
import { mostSteps, nextSteps, type NextStep } from '../../service/report/next-steps';
import type { Situation } from '../contexts';
import type { EdgeParts } from '../edge-parts';
import { requestOf } from '../fixes';
import { plain } from '../markdown';
import type { Session } from '../session';

/** A question and its answer. */
export interface Verified {
  readonly request: VerifyRequest;
  readonly reference: ImageReference;
  readonly report: VerificationReport;
  readonly situation: Situation;
}

/** What can be done at the place in the document that the question came from, if it came from one. */
interface AtHand {
  readonly alternatives: readonly Alternative[];
  readonly fixes: readonly Fix[];
  /** The policy requires a signature on the image. */
  readonly required: boolean;
  requestOf(fix: Fix): FixRequest;
}

/** At most three, each of which can be done here and now. */
export async function verifySteps(verified: Verified, parts: EdgeParts): Promise<VerifyStep[]> {
  const hand = await atHand(verified, parts);
  const possible = nextSteps({ report: verified.report, alternatives: hand?.alternatives ?? [] });
  return possible.flatMap(step => doable(step, { verified, hand, session: parts.session })).slice(0, mostSteps);
}

interface Doing {
  readonly verified: Verified;
  readonly hand: AtHand | undefined;
  readonly session: Session;
}

function doable(step: NextStep, { verified, hand, session }: Doing): VerifyStep[] {
  const title = plain(session.say(step.title));
  switch (step.kind) {
    case 'retry':
      return [{ kind: 'retry', title }];
    case 'sign-in':
      return [{ kind: 'copy', title, text: `docker login ${step.host}` }];
    case 'look-up-host':
      return [{ kind: 'look-up-host', title, host: step.host }];
    case 'alternative':
      return fixStep(title, hand, ({ kind, target }) => kind === 'swap' && target !== undefined && formatReference(target) === formatReference(step.reference));
    case 'pin-anyway':
      // What is only missing keeps nothing from being pinned, so that there the plain fix does it.
      return hand?.required === true || !session.trusted ? [] : (pinStep(title, hand, true) ?? pinStep(title, hand, undefined) ?? []);
    case 'name-signer':
      return signerStep(step, title, { verified, session });
  }
}

function fixStep(title: string, hand: AtHand | undefined, isIt: (fix: Fix) => boolean): VerifyStep[] {
  const fix = hand?.fixes.find(each => each.disabled === undefined && isIt(each));
  return hand && fix ? [{ kind: 'fix', title, fix: hand.requestOf(fix) }] : [];
}

function pinStep(title: string, hand: AtHand | undefined, unverified: true | undefined): VerifyStep[] | undefined {
  const [step] = fixStep(title, hand, fix => fix.kind === 'pin' && fix.unverified === unverified);
  return step && [step];
}

function signerStep({ signer }: Extract<NextStep, { kind: 'name-signer' }>, title: string, { verified, session }: Pick<Doing, 'verified' | 'session'>): VerifyStep[] {
  const { reference, situation: { context }, request: { uri } } = verified;
  const offer = uri === undefined ? undefined : signerOffer(reference, signer, context);
  if (!offer || uri === undefined) return [];
  if ('entry' in offer) return [{ kind: 'name-signer', title, request: { uri, reference: formatReference(reference), ...signer } }];
  const { contact } = context.policy;
  return [{ kind: 'request-trust', title: plain(session.say(offer.title)), request: { text: session.say(offer.request), ...(contact === undefined ? {} : { contact: plain(contact) }) } }];
}

async function atHand({ request: { uri }, reference, situation }: Verified, { documents, contexts, runtime }: EdgeParts): Promise<AtHand | undefined> {
  const { service } = runtime;
  await service.ready();
  const document = uri === undefined ? undefined : documents.get(uri);
  const read = document && contexts.read(document, situation);
  const use = read?.uses.find(each => isOf(each, reference));
  if (!document || !read || !use) return undefined;
  const offers = service.offers(read, use, situation.context);
  const own = valueOf(service.facts(use, read, situation.context).publisher);
  const others = offers.offered.map(({ alternative }) => alternative).filter(({ publisher }) => own?.kind !== 'known' || own.id !== publisher);
  return {
    alternatives: others,
    required: requiresSignature(reference, situation.context.policy),
    fixes: service.fixes(read, use.site.range.start, situation.context, offers),
    requestOf: fix => requestOf(fix, document),
  };
}

function isOf(use: ImageUse, reference: ImageReference): boolean {
  return use.reference !== null && formatReference(use.reference) === formatReference(reference);
}
