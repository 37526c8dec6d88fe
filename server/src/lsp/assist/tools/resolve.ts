import { render } from '../../../core/message';
import { formatReference, withDigest } from '../../../core/reference';
import type { ToolAnswer, ToolRequest } from '../../../protocol';
import type { Edge } from '../../edge';
import { answered, refused } from './answer';
import { askedAbout, consentFor } from './asked';

/** The digest that a tag stands for now, as a pin would write it. */
export async function resolveDigest(request: ToolRequest, edge: Edge, signal: AbortSignal): Promise<ToolAnswer> {
  const about = await askedAbout(request, edge);
  if (!about.ok) return refused(about.reason);
  const { reference, situation } = about.value;
  if (reference.digest !== undefined && reference.tag === undefined) return refused('The reference is a digest already, and has no tag that could stand for another one.');
  const consent = await consentFor(about.value, edge);
  if (!consent.ok) return refused(consent.reason);
  const options = { consent: consent.value, signal };
  const found = await edge.runtime.service.digestOrReason(withDigest(reference, undefined), situation.context.policy, options);
  if ('refused' in found) return refused(`No digest to write for ${formatReference(reference)}: ${render(found.refused)}`);
  const { digest } = found.reference;
  return answered({
    reference: formatReference(reference),
    digest,
    pinned: formatReference(found.reference),
    ...(reference.digest === undefined ? {} : { isCurrent: reference.digest === digest }),
    ...(found.note ? { note: render(found.note) } : {}),
  });
}
