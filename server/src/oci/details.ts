/** How large an image is for a platform, and which version of what is in it. */
import { parseCreated, plausiblePlatforms, type ImageDetails } from '../core/image-details';
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
const createdKey = 'org.opencontainers.image.created';
/** What somebody could compare; anything else that stands there tells nothing. */
export const versionPattern = /^v?(\d[\w.+~-]{0,63})$/;

export function createDetailsClient(client: RegistryClient, hubTags: HubTags): DetailsClient {
  async function fromManifests(reference: ImageReference, platform: string, options: LookupOptions): Promise<ImageDetails | 'missing'> {
    const top = await client.manifest(reference, options);
    if (!top) return 'missing';
    const object = parseObject(top.bytes) ?? {};
    if (!isIndexType(top.mediaType)) return ofImage({ reference, object, platform, options });
    const children = childrenOf(object);
    const platforms = plausiblePlatforms(children.map(([built]) => built));
    const forAll = platforms ? { platforms } : {};
    const child = entryFor(children, platform);
    const manifest = child && (await client.manifest(withDigest(reference, child.digest), options));
    if (!manifest || isIndexType(manifest.mediaType)) return { platform, ...forAll };
    const details = await ofImage({ reference, object: readManifest(manifest), about: [child.annotations, own(object, 'annotations')], platform, options });
    return { ...details, ...forAll };
  }

  async function ofImage(asked: AskedImage): Promise<ImageDetails> {
    const { reference, object, about = [], platform, options } = asked;
    const size = sizeOf(object);
    const annotations = [own(object, 'annotations'), ...about];
    const annotated = firstOf(annotations, versionIn);
    const config = annotated === undefined ? await configOf(reference, object, options) : undefined;
    const version = annotated ?? versionInConfig(config);
    const created = firstOf(annotations, createdIn) ?? parseCreated(config && ownText(config, 'created'));
    return { platform, ...(size === undefined ? {} : { size }), ...(version === undefined ? {} : { version }), ...(created === undefined ? {} : { created }) };
  }

  /** Only for a tag that says nothing itself: it costs a request. */
  async function configOf(reference: ImageReference, object: JsonObject, options: LookupOptions): Promise<JsonObject | undefined> {
    const descriptor = pickDescriptor(own(object, 'config'));
    if (!descriptor || /^v?\d/.test(reference.tag ?? 'latest')) return undefined;
    // A size without a version is better than neither; whoever called it off hears so from the next request.
    const bytes = await client.blob(reference, descriptor, largestConfig, options).catch(() => undefined);
    return bytes && parseObject(bytes);
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
  /** Annotations of what lists it, the nearest first. */
  readonly about?: readonly unknown[];
  readonly platform: string;
  readonly options: LookupOptions;
}

function readManifest({ bytes }: Manifest): JsonObject {
  return parseObject(bytes) ?? {};
}

interface Child {
  readonly digest: string;
  readonly annotations: unknown;
}

/** The manifests of an index by their platforms. */
function childrenOf(index: JsonObject): readonly (readonly [platform: string, child: Child])[] {
  return listAt(index, 'manifests').flatMap(entry => {
    const built = isObject(entry) ? platformOf(own(entry, 'platform')) : undefined;
    const digest = pickDescriptor(entry)?.digest;
    return isObject(entry) && built !== undefined && digest !== undefined ? [[built, { digest, annotations: own(entry, 'annotations') }] as const] : [];
  });
}

function sizeOf(manifest: JsonObject): number | undefined {
  const layers = listAt(manifest, 'layers').map(pickDescriptor);
  const sizes = layers.flatMap(layer => (layer ? [layer.size] : []));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length === layers.length && Number.isSafeInteger(total) ? total : undefined;
}

function firstOf<T>(annotations: readonly unknown[], read: (each: unknown) => T | undefined): T | undefined {
  for (const each of annotations) {
    const value = read(each);
    if (value !== undefined) return value;
  }
  return undefined;
}

function createdIn(annotations: unknown): number | undefined {
  return isObject(annotations) ? parseCreated(ownText(annotations, createdKey)) : undefined;
}

function versionInConfig(config: JsonObject | undefined): string | undefined {
  const run = config && own(config, 'config');
  return isObject(run) ? versionIn(own(run, 'Labels')) : undefined;
}

function versionIn(annotations: unknown): string | undefined {
  const text = isObject(annotations) ? ownText(annotations, versionKey) : undefined;
  return versionPattern.exec(text ?? '')?.[1];
}
