import type { ImageReference } from '../core/reference';
import { catalog, type ChainguardImage } from './tables';

/** True when no tag names a version: `latest`, `latest-dev`, `latest-fpm`. */
export function isLatestOnly(images: readonly ChainguardImage[]): boolean {
  return images.every(({ tags }) => tags.every(tag => tag === 'latest' || tag.startsWith('latest-')));
}

/**
 * Whether the publisher's free tier has nothing but `latest` in this repository; undefined where the tables do not say, which
 * includes Chainguard's paid repositories.
 */
export function latestOnly({ registry, repository }: ImageReference): boolean | undefined {
  if (registry !== 'cgr.dev' || !repository.startsWith('chainguard/')) return undefined;
  const images = catalog.chainguard.get(repository.slice('chainguard/'.length));
  return images && isLatestOnly(images);
}
