import { isDigest } from '../core/digest';
import type { Descriptor } from './client';
import { isObject, own, ownText } from './json';

/** RFC 6838, section 4.2. */
const mediaTypeName = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;

/** The fields of a descriptor that are used, each checked; undefined when a required one is missing or wrong. */
export function pickDescriptor(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const mediaType = ownText(value, 'mediaType');
  const digest = ownText(value, 'digest');
  const size = own(value, 'size');
  const artifactType = ownText(value, 'artifactType');
  if (mediaType === undefined || !mediaTypeName.test(mediaType)) return undefined;
  if (digest === undefined || !isDigest(digest) || !isSize(size)) return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(artifactType !== undefined && mediaTypeName.test(artifactType) ? { artifactType } : {}),
    annotations: pickAnnotations(own(value, 'annotations')),
  };
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** An object without prototype, so that no key of the registry's can mean more than itself. */
function pickAnnotations(value: unknown): Readonly<Record<string, string>> {
  const annotations = Object.create(null) as Record<string, string>;
  if (!isObject(value)) return annotations;
  for (const [key, text] of Object.entries(value)) {
    if (typeof text === 'string') annotations[key] = text;
  }
  return annotations;
}
