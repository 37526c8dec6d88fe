import { isObject, own, ownText, parseObject, writtenKeys, type JsonObject } from './json';
import { contentType, isIndexType, isPinnableType, isSchema1 } from './media-types';

export type ManifestCheck =
  | { readonly ok: true; readonly mediaType: string; readonly object: JsonObject }
  /** In English, for logs and errors. */
  | { readonly ok: false; readonly problem: string };

/** What readers of manifests look at. Some of them ignore the case of keys, so another case of these is another meaning. */
const knownKeys = [
  'schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'manifests', 'fsLayers', 'history', 'subject', 'annotations',
];
const knownByLowerCase: ReadonlyMap<string, string> = new Map(knownKeys.map(key => [key.toLowerCase(), key]));
const inNeither = ['fsLayers', 'history'];
const notInIndex = ['layers', 'config', ...inNeither];
const notInManifest = ['manifests', ...inNeither];

/**
 * Whether the answer is one manifest or index that everybody reads alike (CVE-2021-41190): its type is one of the four, is
 * said alike by header and content, and its fields are those of that type alone.
 */
export function checkManifest(headers: Readonly<Record<string, string>>, body: Uint8Array): ManifestCheck {
  const header = contentType(headers);
  if (header !== undefined && isSchema1(header)) return problem('a legacy schema 1 image, whose digest cannot be relied on');
  const object = parseObject(body);
  if (!object) return problem('a manifest that is no JSON object');
  const field = ownText(object, 'mediaType');
  const mediaType = header ?? field;
  if (own(object, 'schemaVersion') === 1) return problem('a legacy schema 1 image, whose digest cannot be relied on');
  if (mediaType === undefined || !isPinnableType(mediaType)) return problem('a manifest of an unknown type');
  if (own(object, 'mediaType') !== undefined && field !== mediaType) return problem('a manifest whose type is not the one of its header');
  if (own(object, 'schemaVersion') !== 2) return problem('a manifest whose schemaVersion is not 2');
  const ambiguity = ambiguityOf(object, mediaType, writtenKeys(body));
  return ambiguity === undefined ? { ok: true, mediaType, object } : problem(ambiguity);
}

function ambiguityOf(object: JsonObject, mediaType: string, keys: readonly string[]): string | undefined {
  if (new Set(keys).size !== keys.length) return 'a manifest with a repeated key';
  if (keys.some(key => (knownByLowerCase.get(key.toLowerCase()) ?? key) !== key)) return 'a manifest with a key in the wrong case';
  const isIndex = isIndexType(mediaType);
  const foreign = isIndex ? notInIndex : notInManifest;
  if (keys.some(key => foreign.includes(key))) return 'an ambiguous manifest';
  // Registries written in Go send null for an empty list.
  const manifests = own(object, 'manifests');
  if (isIndex && manifests !== null && !Array.isArray(manifests)) return 'an index without manifests';
  if (!isIndex && !isObject(own(object, 'config'))) return 'a manifest without config';
  return undefined;
}

function problem(text: string): ManifestCheck {
  return { ok: false, problem: text };
}
