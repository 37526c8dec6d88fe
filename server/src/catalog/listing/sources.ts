import { dockerHub } from '../../core/reference';
import { chainguardFolder, chainguardHost } from '../chainguard';
import { distrolessFolder, distrolessHost, distrolessTags, type DistrolessImage } from '../distroless';
import { hardenedHost, isFixed, tagsOf, type HardenedImage } from '../docker-hardened';
import { compareVersions } from '../tag';
import type { ListingSource } from './listed';

/** In the order in which equals are proposed: nobody needs an account for the first ones. */
export const listingSources: readonly ListingSource[] = [
  {
    publisher: 'chainguard',
    registry: chainguardHost,
    folder: chainguardFolder,
    names: ({ chainguard }) => chainguard.repositories(),
    tags: (name, { chainguard }) => chainguard.of(name).flatMap(({ tags }) => tags),
  },
  {
    publisher: 'distroless',
    registry: distrolessHost,
    folder: distrolessFolder,
    // A name that moves on to the next Debian without notice is not proposed; whoever writes it gets its tags.
    names: ({ distroless }, today) => distroless.repositories().filter(name => distroless.of(name)?.state === 'live' && isBuilt(distroless.of(name), today)),
    tags: (name, { distroless }, today) => (isBuilt(distroless.of(name), today) ? [...distrolessTags.keys()] : []),
    ordered: true,
  },
  {
    publisher: 'docker-official',
    registry: dockerHub,
    folder: 'library/',
    names: ({ officialTags }) => officialTags.names(),
    tags: (name, { officialTags }) => officialTags.of(name)?.all() ?? [],
  },
  {
    publisher: 'docker-hardened-images',
    registry: hardenedHost,
    folder: '',
    names: ({ dockerHardened }, today) => dockerHardened.repositories().filter(name => dockerHardened.getsFixes(name, today)).sort(),
    *tags(name, { dockerHardened }, today) {
      for (const image of dockerHardened.of(name)) if (isFixed(image.ends, today)) yield* tagsOf(image);
    },
    usual(name, { dockerHardened }, today) {
      const [best] = dockerHardened.of(name).filter(({ ends }) => isFixed(ends, today)).sort(plainFirst);
      return best && tagsOf(best)[0];
    },
  },
];

function isBuilt(image: DistrolessImage | undefined, today: string): boolean {
  return image !== undefined && image.state !== 'retired' && isFixed(image.ends, today);
}

/** What is shipped before what builds, the newest before older ones, and of one version the one with the least in its name. */
function plainFirst(a: HardenedImage, b: HardenedImage): number {
  if (a.variant !== b.variant) return a.variant === 'runtime' ? -1 : 1;
  return compareVersions(b.versions.at(-1) ?? '', a.versions.at(-1) ?? '') || (a.suffixes[0] ?? '').length - (b.suffixes[0] ?? '').length;
}
