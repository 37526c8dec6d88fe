import type { ImageInside } from '../core/image-inside';
import { fullName, type ImageReference } from '../core/reference';
import { chainguardHost } from './chainguard';
import { distrolessFolder, distrolessHost } from './distroless';
import { hardenedHost, tagsOf } from './docker-hardened';
import type { CatalogTables } from './tables';

/** What is in an image that others are converted to. */
export function insideOf(reference: ImageReference, tables: CatalogTables): ImageInside | undefined {
  const { registry, repository, tag = 'latest' } = reference;
  if (registry === distrolessHost && repository.startsWith(distrolessFolder)) return insideDistroless(repository, tag);
  const kind = /(?:^|-)sdk(?:-|$)/.test(tag) && registry === hardenedHost ? 'sdk' : tag.endsWith('-dev') ? 'dev' : 'runtime';
  if (registry === chainguardHost) return tables.inside.of(fullName(reference), kind, /(?:^|-)fpm(?:-|$)/.test(tag) ? 'fpm' : '-');
  const image = registry === hardenedHost ? tables.dockerHardened.of(repository).find(each => tagsOf(each).includes(tag)) : undefined;
  return image && tables.inside.of(fullName(reference), kind, image.distribution.split('-', 1)[0] ?? '');
}

/** With its folder where the PATH does not name that. */
const runtimes: readonly (readonly [part: string, programs: readonly string[]])[] = [
  ['distroless/nodejs', ['/nodejs/bin/node', 'libstdc++']], ['distroless/java', ['java', 'libstdc++']], ['distroless/python', ['python', 'python3', 'libstdc++']], ['distroless/cc', ['libstdc++']],
];

function insideDistroless(repository: string, tag: string): ImageInside {
  const programs = runtimes.find(([part]) => repository.startsWith(part))?.[1] ?? [];
  const workdir = tag.includes('nonroot') ? '/home/nonroot' : '/';
  return { workdir, users: ['nobody', 'nonroot'], programs: ['ca-certificates', 'tzdata', ...programs, ...(tag.startsWith('debug') ? ['busybox'] : [])] };
}
