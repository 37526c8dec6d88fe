import type { Consent } from '../../../core/consent';
import type { ImageReference } from '../../../core/reference';
import { referenceInput, refusals, type ToolInput } from '../../../core/tool-input';
import type { ToolRequest } from '../../../protocol';
import type { Situation } from '../../contexts';
import type { Edge } from '../../edge';
import { fileUri } from '../../uris';

/** One image that a model asks about, and what applies to it. */
export interface AskedAbout {
  readonly reference: ImageReference;
  readonly situation: Situation;
}

export async function askedAbout({ input, uri }: ToolRequest, edge: Edge): Promise<ToolInput<AskedAbout>> {
  const parsed = referenceInput(input);
  if (!parsed.ok) return parsed;
  const { runtime, contexts, session } = edge;
  await runtime.service.ready();
  const [folder] = session.folders;
  // Without a document in front, what the first folder says of its files.
  const about = typeof uri === 'string' ? uri : folder === undefined ? '' : fileUri(`${folder}/Dockerfile`);
  return { ok: true, value: { reference: parsed.value, situation: await contexts.of(about) } };
}

/** What the user's "Continue" allows: the host of this reference, in this action. */
export async function consentFor({ situation }: AskedAbout, { contexts, session }: Edge): Promise<ToolInput<Consent>> {
  if (!session.trusted) return { ok: false, reason: refusals.untrusted };
  const consent = await contexts.consent(situation, 'action');
  if (consent.offline) return { ok: false, reason: refusals.offline };
  return { ok: true, value: consent };
}
