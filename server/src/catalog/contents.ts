import type { ImageContents } from '../core/image-contents';
import type { ImageReference } from '../core/reference';
import { chainguardContents, chainguardFolder, chainguardHost } from './chainguard';
import { distrolessContents, distrolessFolder, distrolessHost } from './distroless';
import { hardenedHost, tagsOf } from './docker-hardened';
import type { CatalogTables } from './tables';

/** What is in an image whose definition the tables have: under this very tag, for another may hold something else. */
export function contentsOf(reference: ImageReference, tables: CatalogTables): ImageContents | undefined {
  const { registry, repository, digest } = reference;
  // A digest alone names bytes of any age.
  if (reference.tag === undefined && digest !== undefined) return undefined;
  const tag = reference.tag ?? 'latest';
  if (registry === chainguardHost && repository.startsWith(chainguardFolder)) {
    const image = tables.chainguard.of(repository.slice(chainguardFolder.length)).find(({ tags }) => tags.includes(tag));
    return image && chainguardContents(image, tag);
  }
  if (registry === distrolessHost && repository.startsWith(distrolessFolder)) {
    const image = tables.distroless.of(repository.slice(distrolessFolder.length));
    return image && distrolessContents(image, tag);
  }
  if (registry !== hardenedHost) return undefined;
  return tables.dockerHardened.of(repository).find(image => tagsOf(image).includes(tag))?.contents;
}
