import { message } from '../../core/message';
import { parseReference } from '../../core/reference';
import type { DocumentPlace, InsertRequest, PlannedEdit, TrustedImage, TrustedTags } from '../../protocol';
import { planInsertion } from '../../service/assist/insertion';
import { trustedImages as imagesOn, trustedTags as tagsOn, usuallyPulled, type TrustedImage as Found } from '../../service/assist/trusted-images';
import { formatSize } from '../../core/image-details';
import { mayLookUp } from '../may-look-up';
import type { EdgeParts } from '../edge-parts';
import { plannedEdit, refusedEdit } from '../fixes';
import { plain } from '../markdown';
import { shelfFor } from './shelf';

/** The images to choose from. */
export async function trustedImages({ uri }: DocumentPlace, parts: EdgeParts): Promise<TrustedImage[]> {
  const shelf = await shelfFor(uri, parts);
  return (shelf ? imagesOn(shelf) : []).map(image => shown(image, parts));
}

/** One of them under each of its tags. */
export async function trustedTags({ uri, image }: TrustedTags, parts: EdgeParts): Promise<TrustedImage[]> {
  const shelf = await shelfFor(uri, parts);
  return (shelf ? tagsOn(String(image), shelf) : []).map(each => shown(each, parts));
}

/** Asks the registry of an image that somebody looks at, as the background may. */
export async function trustedSize({ uri, image }: TrustedTags, parts: EdgeParts, signal: AbortSignal): Promise<string | null> {
  const { contexts, runtime, session } = parts;
  const [shelf, situation] = await Promise.all([shelfFor(uri, parts), contexts.of(uri)]);
  const reference = shelf && usuallyPulled(String(image), shelf);
  if (!reference || !mayLookUp(session, situation, 'onDemand')) return null;
  const size = await runtime.service.lookUpSize(reference, { consent: await contexts.consent(situation, 'background'), signal });
  return size === undefined ? null : formatSize(size);
}

function shown({ about, ...image }: Found, { session }: EdgeParts): TrustedImage {
  return { ...image, about: plain(session.say(about)) };
}

/** An image was chosen: where the cursor is, in a version of the document that is still there. */
export async function insertImage(request: InsertRequest, parts: EdgeParts): Promise<PlannedEdit> {
  const { contexts, documents, runtime, session } = parts;
  const situation = await contexts.of(request.uri);
  const document = documents.get(request.uri);
  const parsed = parseReference(String(request.reference));
  if (document?.version !== request.version || !parsed.ok) return refusedEdit(request, session.say(message('The document changed meanwhile: nothing was edited')));
  const { service } = runtime;
  const read = contexts.read(document, situation);
  const offset = document.offsetAt(request.position);
  const use = read && service.useAt(read, offset);
  const plan = planInsertion({ text: document.getText(), offset, reference: parsed.reference, format: read && service.formatOf(read.format), use });
  return plannedEdit(plan, document, session);
}
