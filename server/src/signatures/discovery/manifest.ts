import { isDigest } from '../../core/digest';
import type { Descriptor, Manifest } from '../../oci/client';
import { limits } from '../limits';
import { asArray, asObject, dig, parseStrictObject, property } from '../strict-json';

/** The parts of an OCI image manifest that signatures use. */
export interface SignatureManifest {
  readonly artifactType: string;
  /** What the manifest says that it is about. */
  readonly subject: Descriptor | undefined;
  readonly layers: readonly Descriptor[];
  readonly annotations: Readonly<Record<string, string>>;
}

const manifestTypes: ReadonlySet<unknown> = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);

/** Keys of other manifest types; Go's reader takes them in any case, so a mix would be two documents in one. */
const foreignKeys: ReadonlySet<string> = new Set(['manifests', 'fslayers', 'signatures', 'history']);
const ownKeys = ['schemaVersion', 'mediaType', 'artifactType', 'config', 'layers', 'subject', 'annotations'];

/** Undefined when it is no unambiguous image manifest (GHSA-mc8v-mgrf-8f4m), or lists more than is ever read. */
export function readSignatureManifest(manifest: Manifest): SignatureManifest | undefined {
  if (manifest.bytes.length > limits.manifestBytes || !manifestTypes.has(manifest.mediaType)) return undefined;
  const body = parseStrictObject(manifest.bytes);
  if (body === undefined || isAmbiguous(Object.keys(body))) return undefined;
  const mediaType = property(body, 'mediaType');
  if (mediaType !== undefined && mediaType !== manifest.mediaType) return undefined;
  const layers = asArray(property(body, 'layers'));
  if (layers === undefined || layers.length > limits.layers) return undefined;
  const descriptors = layers.map(readDescriptor).filter((layer) => layer !== undefined);
  if (descriptors.length !== layers.length) return undefined;
  return {
    artifactType: text(property(body, 'artifactType')) || text(dig(body, 'config', 'mediaType')),
    subject: readSubject(property(body, 'subject')),
    layers: descriptors,
    annotations: readAnnotations(property(body, 'annotations') ?? {}) ?? {},
  };
}

function isAmbiguous(keys: readonly string[]): boolean {
  const known = new Map(ownKeys.map((key) => [key.toLowerCase(), key]));
  return keys.some((key) => {
    const lower = key.toLowerCase();
    return foreignKeys.has(lower) || (known.get(lower) ?? key) !== key;
  });
}

/** A subject counts for its digest; where its size or type counts too, a missing one is wrong. */
function readSubject(value: unknown): Descriptor | undefined {
  const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((key) => property(value, key));
  if (typeof digest !== 'string' || !isDigest(digest)) return undefined;
  return { mediaType: text(mediaType), digest, size: typeof size === 'number' ? size : -1, annotations: {} };
}

function readDescriptor(value: unknown): Descriptor | undefined {
  const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((key) => property(value, key));
  const annotations = readAnnotations(property(value, 'annotations') ?? {});
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0 || annotations === undefined) return undefined;
  return { mediaType, digest, size, annotations };
}

function readAnnotations(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(asObject(value) ?? { bad: undefined });
  const good = entries.every(([, entry]) => typeof entry === 'string' && entry.length <= limits.annotationLength);
  return good ? (Object.fromEntries(entries) as Record<string, string>) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
