import { message, type Message } from '../../core/message';
import type { Descriptor } from '../../oci/client';
import type { SubjectManifest } from './candidate';
import { merge, type Discovery, type Question } from './discovery';
import { readSignatureManifest, type SignatureManifest } from './manifest';
import { inToto } from './media-types';
import { referrers } from './referrers';

const predicateType = 'in-toto.io/predicate-type';
/** What says who built the image from what. Whoever signs another statement about an image does not vouch for the image. */
const provenance: ReadonlySet<string | undefined> = new Set(['https://slsa.dev/provenance/v0.2', 'https://slsa.dev/provenance/v1']);

/**
 * Signatures one hop away: Docker signs the attestation manifest, which refers to the platform's manifest by digest and size
 * (moby/policy-helpers). Its referrers are asked for first: where there are none, it need not be read.
 */
export async function signaturesOf(attestation: Descriptor, question: Question): Promise<Discovery> {
  const { place, reading } = question;
  const subject = subjectOf(attestation, question);
  const found = await settled(await referrers({ ...question, subject, listed: [] }));
  const [first] = found.candidates;
  const manifest = first && (await reading.manifest(place, attestation.digest));
  // A list may name what was deleted since.
  if (first === undefined || manifest === undefined) return { ...found, candidates: [] };
  const content = readSignatureManifest(manifest);
  const problem = linkProblem(content, question);
  if (problem !== undefined) {
    return { ...found, candidates: [], broken: [...found.broken, { format: first.format, check: 'subject', reason: problem, question: { ...question, subject } }] };
  }
  return speaksForImage(content) ? found : { ...found, candidates: [], vouching: found.candidates };
}

function subjectOf({ digest, mediaType, size }: Descriptor, { subject: { platform } }: Question): SubjectManifest {
  return { digest, mediaType, size, kind: 'attestation-manifest', ...(platform === undefined ? {} : { platform }) };
}

/** What is attached to an attestation manifest is about that one: nothing there waits. */
async function settled(found: Discovery): Promise<Discovery> {
  return merge([{ ...found, later: [] }, ...(await Promise.all(found.later.map((read) => read())))]);
}

/** Why the attestation manifest is not about this very image; undefined when it is. */
function linkProblem(content: SignatureManifest | undefined, { subject: image }: Question): Message | undefined {
  if (content?.subject === undefined) return message('The attestation that is signed does not say which image it is about.');
  const { digest, size, mediaType } = content.subject;
  if (digest !== image.digest) return message('The attestation that is signed is about another image: {0}.', digest);
  const same = size === image.size && mediaType === image.mediaType;
  return same ? undefined : message('The attestation that is signed is about a manifest of another size or type.');
}

function speaksForImage(content: SignatureManifest | undefined): boolean {
  return statementLayers(content?.layers ?? []).some(({ annotations }) => provenance.has(annotations[predicateType]));
}

/** Bare statements: in the index by BuildKit, as referrers by Docker. */
export function statementLayers(layers: readonly Descriptor[]): readonly Descriptor[] {
  return layers.filter(({ mediaType }) => mediaType === inToto);
}

/** Whether a list says that an attestation is no provenance. What it says is a hint. */
export function isHintedOther({ annotations }: Descriptor): boolean {
  return annotations[predicateType] !== undefined && !provenance.has(annotations[predicateType]);
}
