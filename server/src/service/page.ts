import type { ImageReference } from '../core/reference';
import { registryOf } from '../registries';

/** The page that a person would read about the image. */
export function pageOf(reference: ImageReference): string | undefined {
  const page = registryOf(reference.registry)?.webPage(reference);
  return page?.startsWith('https://') ? page : undefined;
}
