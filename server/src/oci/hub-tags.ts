import { isDockerHub } from '../core/docker-hub';
import { plausiblePlatforms, type ImageDetails } from '../core/image-details';
import type { ImageReference } from '../core/reference';
import type { LookupOptions } from './client';
import type { HubApi } from './hub-api';
import { isObject, own, type JsonObject } from './json';
import { entryFor, listAt, platformOf } from './platforms';

/** What Docker Hub's page about a tag says: reading manifests would count as pulls. */
export interface HubTags {
  /** Undefined when the page does not say: there is no such page, or the reference is no tag of Docker Hub. */
  details(reference: ImageReference, platform: string, options: LookupOptions): Promise<ImageDetails | undefined>;
}

export function createHubTags(api: HubApi): HubTags {
  return {
    async details({ registry, repository, tag, digest }, platform, options) {
      if (!isDockerHub(registry) || digest !== undefined) return undefined;
      const [namespace = '', name, ...more] = repository.split('/');
      if (name === undefined || more.length > 0) return undefined;
      const answer = await api.get(`/v2/namespaces/${namespace}/repositories/${name}/tags/${tag ?? 'latest'}`, options);
      return answer === 'missing' || answer === 'unreadable' ? undefined : readTag(answer, platform);
    },
  };
}

function readTag(answer: JsonObject, platform: string): ImageDetails | undefined {
  const sizes = listAt(answer, 'images').flatMap(image => {
    const built = platformOf(image);
    const size = isObject(image) ? own(image, 'size') : undefined;
    return built !== undefined && typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? [[built, size] as const] : [];
  });
  if (sizes.length === 0) return undefined;
  const size = entryFor(sizes, platform);
  const platforms = plausiblePlatforms(sizes.map(([built]) => built));
  return { platform, ...(size === undefined ? {} : { size }), ...(platforms ? { platforms } : {}) };
}
