import type { ImageReference } from '../core/reference';

/** Images that others are converted to. */
export function isHardened({ registry, repository }: ImageReference): boolean {
  return registry === 'dhi.io' || registry === 'cgr.dev' || (registry === 'gcr.io' && repository.startsWith('distroless/'));
}
