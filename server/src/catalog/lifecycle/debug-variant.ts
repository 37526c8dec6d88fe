import { message } from '../../core/message';
import type { ImageReference } from '../../core/reference';
import { chainguardFolder, chainguardHost } from '../chainguard';
import { distrolessFolder, distrolessHost } from '../distroless';
import { hardenedHost, tagsOf } from '../docker-hardened';
import type { CatalogTables } from '../tables';
import type { LifecycleCheck } from './question';

/** A variant with a shell and more, made to build with or to look into. Whether it stands where it is shipped, the rule knows. */
export const debugVariant: LifecycleCheck = ({ reference, tag }, tables) => {
  const plain = runtimeTag(reference, tag, tables);
  if (plain === undefined) return undefined;
  const { registry, repository } = reference;
  return {
    state: 'debug-variant',
    what: message('{0} is the variant to build or to debug with', tag),
    source: registry === chainguardHost ? 'chainguard-images/images' : registry === hardenedHost ? 'docker-hardened-images/catalog' : 'GoogleContainerTools/distroless',
    ...(plain === '' ? {} : { replacement: { registry, repository, tag: plain } }),
  };
};

/** The tag of the variant to ship; empty when there is none; undefined when the image is no such variant. */
function runtimeTag({ registry, repository }: ImageReference, tag: string, tables: CatalogTables): string | undefined {
  if (registry === distrolessHost && repository.startsWith(distrolessFolder)) return distrolessRuntime(tag);
  const plain = /^(.+)-dev$/.exec(tag)?.[1];
  if (plain === undefined) return undefined;
  if (registry === chainguardHost && repository.startsWith(chainguardFolder)) {
    const images = tables.chainguard.of(repository.slice(chainguardFolder.length));
    if (images.length === 0) return plain;
    return images.some(({ tags }) => tags.includes(plain)) ? plain : '';
  }
  if (registry === chainguardHost) return plain;
  if (registry !== hardenedHost) return undefined;
  return tables.dockerHardened.of(repository).some(image => tagsOf(image).includes(plain)) ? plain : '';
}

function distrolessRuntime(tag: string): string | undefined {
  if (tag.startsWith('debug-nonroot')) return tag.replace('debug-nonroot', 'nonroot');
  return /^debug(?:$|-)/.test(tag) ? tag.replace('debug', 'latest') : undefined;
}
