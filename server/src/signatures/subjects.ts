import type { SignatureLayout } from '../core/accepted-signer';
import type { Descriptor, Manifest } from '../oci/client';
import { isIndexType } from '../oci/media-types';
import type { SubjectManifest } from './discovery/candidate';
import { attestationsFor, manifestFor, readIndex } from './discovery/index-manifest';

const usualPlatform = 'linux/amd64';

/** What a reference leads to, and what of it may be signed. */
export interface Subjects {
  /** What the reference resolves to. */
  readonly image: SubjectManifest;
  /** What runs on the platform that counts: one of the index, or the image itself. Undefined when the index has none. */
  readonly runnable: SubjectManifest | undefined;
  /** Attestation manifests of the index about what runs. */
  readonly listed: readonly Descriptor[];
  /** Where a look may be worth it. Anybody can write what this is read from, so it decides no more than the order. */
  readonly hints: readonly SignatureLayout[];
}

export function subjectsOf(manifest: Manifest, platform = usualPlatform): Subjects {
  const { digest, mediaType, bytes } = manifest;
  const isIndex = isIndexType(mediaType);
  const image = { digest, mediaType, size: bytes.length, kind: isIndex ? 'index' : 'manifest' } as const;
  if (!isIndex) return { image, runnable: image, listed: [], hints: [] };
  const index = readIndex(manifest);
  const runnable = index && manifestFor(index, platform);
  const listed = index && runnable ? attestationsFor(index, runnable.digest) : [];
  const hints: SignatureLayout[] = [...(listed.length > 0 ? ['docker-builder' as const] : []), ...(index?.title.startsWith('dhi/') ? ['docker-hardened' as const] : [])];
  return { image, runnable, listed, hints };
}
