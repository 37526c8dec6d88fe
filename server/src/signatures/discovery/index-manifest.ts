import type { Descriptor, Manifest } from '../../oci/client';
import { pickDescriptor } from '../../oci/descriptor';
import { isIndexType } from '../../oci/media-types';
import { entryFor, normalPlatform, platformOf } from '../../oci/platforms';
import { limits } from '../limits';
import { asArray, dig, parseStrictObject, property } from '../strict-json';
import type { SubjectManifest } from './candidate';

/** What an index says; its digest covers all of it. */
export interface IndexContent {
  /** `org.opencontainers.image.title`. */
  readonly title: string;
  readonly entries: readonly IndexEntry[];
}

export interface IndexEntry {
  readonly descriptor: Descriptor;
  /** `os/architecture[/variant]`; undefined of what runs nowhere, such as an attestation manifest. */
  readonly platform: string | undefined;
}

/** Undefined when it is no index, or lists more than is ever read. */
export function readIndex({ mediaType, bytes }: Manifest): IndexContent | undefined {
  const body = isIndexType(mediaType) && bytes.length <= limits.manifestBytes ? parseStrictObject(bytes) : undefined;
  const manifests = asArray(property(body, 'manifests') ?? []);
  if (body === undefined || manifests === undefined || manifests.length > limits.indexEntries) return undefined;
  const title = dig(body, 'annotations', 'org.opencontainers.image.title');
  const entries = manifests.flatMap((entry): IndexEntry[] => {
    const descriptor = pickDescriptor(entry);
    return descriptor === undefined ? [] : [{ descriptor, platform: isAttestation(descriptor) ? undefined : platformOf(property(entry, 'platform')) }];
  });
  return { title: typeof title === 'string' ? title : '', entries };
}

/** The manifest for a platform, where the index has one. */
export function manifestFor({ entries }: IndexContent, platform: string): SubjectManifest | undefined {
  const built = entries.flatMap(({ descriptor, platform: each }) => (each === undefined || isIndexType(descriptor.mediaType) ? [] : [[each, descriptor] as const]));
  const found = entryFor(built, platform);
  if (found === undefined) return undefined;
  const { digest, mediaType, size } = found;
  return { digest, mediaType, size, kind: 'platform', platform: normalPlatform(platform) };
}

/** BuildKit's attestation manifests for one of the manifests in the index (its attestation-storage.md). */
export function attestationsFor({ entries }: IndexContent, digest: string): readonly Descriptor[] {
  const manifests = entries.map(({ descriptor }) => descriptor);
  return manifests.filter((descriptor) => isAttestation(descriptor) && descriptor.annotations['vnd.docker.reference.digest'] === digest);
}

function isAttestation({ annotations }: Descriptor): boolean {
  return annotations['vnd.docker.reference.type'] === 'attestation-manifest';
}
