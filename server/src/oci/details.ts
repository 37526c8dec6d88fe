/** How large an image is for a platform, and which version of what is in it. */
import type { ImageDetails } from '../core/image-details';
import { withDigest, type ImageReference } from '../core/reference';
import type { LookupOptions, Manifest, RegistryClient } from './client';
import { pickDescriptor } from './descriptor';
import type { HubTags } from './hub-tags';
import { isObject, own, ownText, parseObject, type JsonObject } from './json';
import { isIndexType } from './media-types';
import { entryFor, listAt, normalPlatform, platformOf } from './platforms';

export interface DetailsClient {
  /**
   * `platform`: `os/architecture[/variant]`. `missing` when a GET confirmed that there is no such image. Throws RegistryError
   * when it is not known.
   */
  details(reference: ImageReference, platform: string, options: LookupOptions): Promise<ImageDetails | 'missing'>;
}

/** Bytes: a configuration has a line for each layer, and labels. */
const largestConfig = 1024 * 1024;
const versionKey = 'org.opencontainers.image.version';
/** What somebody could compare; anything else that stands there tells nothing. */
export const versionPattern = /^v?(\d[\w.+~-]{0,63})$/;

export function createDetailsClient(client: RegistryClient, hubTags: HubTags): DetailsClient {
  async function fromManifests(reference: ImageReference, platform: string, options: LookupOptions): Promise<ImageDetails | 'missing'> {
    const top = await client.manifest(reference, options);
    if (!top) return 'missing';
    const object = parseObject(top.bytes) ?? {};
    if (!isIndexType(top.mediaType)) return ofImage({ reference, object, platform, options });
    const child = childFor(object, platform);
    const manifest = child && (await client.manifest(withDigest(reference, child), options));
    if (!manifest || isIndexType(manifest.mediaType)) return { platform };
    return ofImage({ reference, object: readManifest(manifest), index: object, platform, options });
  }

  async function ofImage(asked: AskedImage): Promise<ImageDetails> {
    const { reference, object, index = {}, platform, options } = asked;
    const size = sizeOf(object);
    const version = versionIn(own(object, 'annotations')) ?? versionIn(own(index, 'annotations')) ?? (await versionInConfig(reference, object, options));
    return { platform, ...(size === undefined ? {} : { size }), ...(version === undefined ? {} : { version }) };
  }

  /** Only for a tag that says nothing itself: it costs a request. */
  async function versionInConfig(reference: ImageReference, object: JsonObject, options: LookupOptions): Promise<string | undefined> {
    const descriptor = pickDescriptor(own(object, 'config'));
    if (!descriptor || /^v?\d/.test(reference.tag ?? 'latest')) return undefined;
    // A size without a version is better than neither; whoever called it off hears so from the next request.
    const bytes = await client.blob(reference, descriptor, largestConfig, options).catch(() => undefined);
    const config = bytes && parseObject(bytes);
    const run = config && own(config, 'config');
    return isObject(run) ? versionIn(own(run, 'Labels')) : undefined;
  }

  return {
    async details(reference, platform, options) {
      const wanted = normalPlatform(platform);
      return (await hubTags.details(reference, wanted, options)) ?? fromManifests(reference, wanted, options);
    },
  };
}

interface AskedImage {
  readonly reference: ImageReference;
  readonly object: JsonObject;
  readonly index?: JsonObject;
  readonly platform: string;
  readonly options: LookupOptions;
}

function readManifest({ bytes }: Manifest): JsonObject {
  return parseObject(bytes) ?? {};
}

/** Digest of the manifest for the platform. */
function childFor(index: JsonObject, platform: string): string | undefined {
  const entries = listAt(index, 'manifests').flatMap(entry => {
    const built = isObject(entry) ? platformOf(own(entry, 'platform')) : undefined;
    const digest = pickDescriptor(entry)?.digest;
    return built !== undefined && digest !== undefined ? [[built, digest] as const] : [];
  });
  return entryFor(entries, platform);
}

function sizeOf(manifest: JsonObject): number | undefined {
  const layers = listAt(manifest, 'layers').map(pickDescriptor);
  const sizes = layers.flatMap(layer => (layer ? [layer.size] : []));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length === layers.length && Number.isSafeInteger(total) ? total : undefined;
}

function versionIn(annotations: unknown): string | undefined {
  const text = isObject(annotations) ? ownText(annotations, versionKey) : undefined;
  return versionPattern.exec(text ?? '')?.[1];
}
