/** Images of two platforms, as small as an image can be. */
import { sha256, type Push } from '../memory-registry';

export interface StoredManifest {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface MultiPlatformImage {
  readonly index: StoredManifest;
  readonly platforms: Readonly<Record<PlatformName, StoredManifest>>;
}

export const platformNames = ['linux/amd64', 'linux/arm64'] as const;
export type PlatformName = (typeof platformNames)[number];

/** How a publisher writes manifests. */
export interface ImageStyle {
  /** Docker's own media types instead of those of the OCI. */
  readonly docker?: boolean;
  readonly indexAnnotations?: Readonly<Record<string, string>>;
  /** Of each platform, in the index. */
  readonly descriptorAnnotations?: (platform: PlatformName) => Readonly<Record<string, string>>;
}

const oci = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar+gzip',
};
const docker: typeof oci = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
};

export function describeBytes(bytes: Uint8Array, mediaType: string): StoredManifest {
  return { mediaType, digest: sha256(bytes), size: bytes.length };
}

export async function pushBlob(push: Push, content: object | string | Uint8Array, mediaType: string): Promise<StoredManifest> {
  const bytes = content instanceof Uint8Array ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
  await push.blob(bytes);
  return describeBytes(bytes, mediaType);
}

export async function pushManifest(push: Push, manifest: object, mediaType: string, tag?: string): Promise<StoredManifest> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...manifest }));
  await push.manifest(bytes, mediaType, tag);
  return describeBytes(bytes, mediaType);
}

/** `name` makes the digests differ between images. */
export async function pushMultiPlatform(push: Push, name: string, tag: string, style: ImageStyle = {}): Promise<MultiPlatformImage> {
  const types = style.docker === true ? docker : oci;
  const platforms: Partial<Record<PlatformName, StoredManifest>> = {};
  for (const platform of platformNames) platforms[platform] = await pushPlatform(push, `${name}:${tag}`, platform, types);
  const all = platforms as Record<PlatformName, StoredManifest>;
  const manifests = platformNames.map((platform) => {
    const annotations = style.descriptorAnnotations?.(platform);
    return { ...all[platform], platform: splitPlatform(platform), ...(annotations && { annotations }) };
  });
  const annotations = style.indexAnnotations;
  return { index: await pushManifest(push, { manifests, ...(annotations && { annotations }) }, types.index, tag), platforms: all };
}

async function pushPlatform(push: Push, title: string, platform: PlatformName, types: typeof oci): Promise<StoredManifest> {
  const layer = await pushBlob(push, `layer of ${title} for ${platform}`, types.layer);
  const rootfs = { type: 'layers', diff_ids: [layer.digest] };
  const config = await pushBlob(push, { ...splitPlatform(platform), config: { User: '65532' }, rootfs, history: [] }, types.config);
  return pushManifest(push, { config, layers: [layer] }, types.manifest);
}

function splitPlatform(platform: PlatformName): { os: string; architecture: string } {
  const [os = '', architecture = ''] = platform.split('/');
  return { os, architecture };
}
