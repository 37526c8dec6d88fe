import { today } from '../../core/day';
import type { HideRequest, NameSignerAnswer } from '../../protocol';
import { hidingOffersFor, planHiding, type HidingEntry } from '../../service/assist/ignoring';
import type { EdgeParts } from '../edge-parts';
import { findingsAt } from './findings-at';
import { answered, refusedAnswer } from './policy-edit';

/** "Ignore … in .plimsoll.yaml" was chosen: the edit of the team's policy, as the policy is by now. */
export async function hide(request: unknown, parts: EdgeParts): Promise<NameSignerAnswer> {
  if (!isHideRequest(request)) return refusedAnswer(parts.session);
  const { context } = await parts.contexts.of(request.uri);
  const entry = await entryOf(request, parts);
  if (!entry || !context.trustList) return refusedAnswer(parts.session);
  return answered(text => planHiding(text, entry, request.reason), context.trustList.file, parts);
}

/** What it is to be, of the ways that the document offers now. */
async function entryOf({ uri, version, offset, rule, hiding }: HideRequest, { contexts, documents, runtime }: EdgeParts): Promise<HidingEntry | undefined> {
  const situation = await contexts.of(uri);
  await runtime.service.ready();
  const document = documents.get(uri);
  const read = document && contexts.read(document, situation);
  const use = read && document.version === version ? runtime.service.useAt(read, offset) : undefined;
  if (!read || !use) return undefined;
  const finding = findingsAt([use], { read, situation, runtime }).find(each => each.rule === rule);
  return finding && hidingOffersFor(finding, situation.context, today(runtime.clock)).find(offer => offer.hiding === hiding)?.entry;
}

/** Whoever sends a request may send anything. */
function isHideRequest(value: unknown): value is HideRequest {
  if (typeof value !== 'object' || value === null) return false;
  const { uri, version, offset, rule, hiding, reason = '' } = value as Partial<Record<keyof HideRequest, unknown>>;
  return [uri, rule, hiding, reason].every(each => typeof each === 'string') && [version, offset].every(Number.isSafeInteger);
}
