import { message, type Message } from '../../core/message';
import type { SubjectManifest } from '../discovery/candidate';
import { asObject, hasOnlyKeys, parseStrictObject, property, type JsonObject } from '../strict-json';

export const payloadType = 'application/vnd.cncf.notary.payload.v1+json';

export type Annotations = Readonly<Record<string, string>>;

export type PayloadResult = { readonly ok: true; readonly annotations: Annotations } | { readonly ok: false; readonly reason: Message };

/** What the signer added to the descriptor, or why the payload is not about `subject`: digest, size and media type must be the same. */
export function readPayload(payload: Uint8Array, subject: SubjectManifest): PayloadResult {
  const body = parseStrictObject(payload);
  const target = body && hasOnlyKeys(body, ['targetArtifact']) ? asObject(property(body, 'targetArtifact')) : undefined;
  const annotations = target && readAnnotations(target);
  if (target === undefined || annotations === undefined) return fail(message('The payload of the signature is not one of the Notary Project.'));
  const [digest, size, mediaType] = ['digest', 'size', 'mediaType'].map((key) => property(target, key));
  if (digest !== subject.digest) return fail(message('The signature is for another image: {0}.', String(digest).slice(0, 200)));
  const same = size === subject.size && mediaType === subject.mediaType;
  return same ? { ok: true, annotations } : fail(message('The signature names the digest of the image with another size or media type.'));
}

function fail(reason: Message): PayloadResult {
  return { ok: false, reason };
}

function readAnnotations(target: JsonObject): Annotations | undefined {
  if (!hasOnlyKeys(target, ['mediaType', 'digest', 'size'], ['annotations'])) return undefined;
  if (typeof property(target, 'digest') !== 'string') return undefined;
  const annotations = asObject(property(target, 'annotations') ?? {});
  const good = annotations && Object.values(annotations).every((value) => typeof value === 'string');
  return good ? (annotations as Annotations) : undefined;
}
