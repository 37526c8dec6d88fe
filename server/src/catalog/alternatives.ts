import { isDockerHub } from '../core/docker-hub';
import type { Alternative } from '../core/facts';
import { dockerHub, fullName, type ImageReference } from '../core/reference';
import { chainguardDifferences, distrolessDifferences } from './differences';
import { distrolessTags } from './distroless-images';
import { isLatestOnly } from './latest-only';
import { catalog, type Catalog, type ChainguardImage, type DistrolessImage } from './tables';
import type { Upstream } from './upstreams';
import { nearestVersion, versionInTag } from './versions';

/** Images of other publishers for the same job, in the order to offer them. Empty for whatever the tables do not name. */
export function alternativesFor(reference: ImageReference): readonly Alternative[] {
  return alternativesIn(catalog, reference);
}

/** The same over any tables: an offer is there exactly when its rows are. */
export function alternativesIn(tables: Catalog, reference: ImageReference): readonly Alternative[] {
  const row = tables.upstreams.get(upstreamName(reference));
  return row ? [...chainguardOffers(tables, row, reference), ...distrolessOffers(tables, row, reference)] : [];
}

/** Public mirrors that serve the official images under their own names. */
const officialMirrors = ['public.ecr.aws/docker/library/', 'mirror.gcr.io/library/'];

function upstreamName(reference: ImageReference): string {
  if (isDockerHub(reference.registry)) return `${dockerHub}/${reference.repository}`;
  const name = fullName(reference);
  const mirror = officialMirrors.find(prefix => name.startsWith(prefix));
  return mirror === undefined ? name : `${dockerHub}/library/${name.slice(mirror.length)}`;
}

function chainguardOffers(tables: Catalog, row: Upstream, asked: ImageReference): Alternative[] {
  const images = tables.chainguard.get(chainguardRepository(row, asked)) ?? [];
  const tag = chainguardTag(images, asked.tag);
  return [tag, `${tag}-dev`].flatMap(candidate => {
    const image = images.find(({ tags }) => tags.includes(candidate));
    return image ? [chainguardOffer(asked, { image, tag: candidate, latestOnly: isLatestOnly(images) })] : [];
  });
}

function chainguardRepository({ chainguard = '', variant }: Upstream, { tag = '' }: ImageReference): string {
  return variant && tag.split('-').includes(variant[0]) ? variant[1] : chainguard;
}

/** The tag asked for where it exists, else `latest`, in the variant that the tag names (`8.4-fpm`: `latest-fpm`). */
function chainguardTag(images: readonly ChainguardImage[], asked = 'latest'): string {
  const tags = images.flatMap(image => image.tags);
  if (tags.includes(asked) && !asked.endsWith('-dev')) return asked;
  const variants = asked.split('-').map(word => `latest-${word}`);
  return variants.find(tag => tags.includes(tag) && !tag.endsWith('-dev')) ?? 'latest';
}

function chainguardOffer(asked: ImageReference, offer: Parameters<typeof chainguardDifferences>[1]): Alternative {
  return {
    reference: { registry: 'cgr.dev', repository: `chainguard/${offer.image.repository}`, tag: offer.tag },
    publisher: 'chainguard',
    exists: 'catalog',
    differences: chainguardDifferences(asked, offer),
  };
}

interface DistrolessChoice {
  readonly image: DistrolessImage;
  readonly tag: string;
}

function distrolessOffers(tables: Catalog, row: Upstream, asked: ImageReference): Alternative[] {
  return oneOfEachLanguage(distrolessChoices(tables, row), asked).map(({ image, tag }) => ({
    reference: { registry: 'gcr.io', repository: `distroless/${image.repository}`, tag },
    publisher: 'distroless',
    exists: 'catalog',
    differences: distrolessDifferences(asked, { image, tag, runtimeOnly: row.runtimeOnly === true }),
  }));
}

/** Whoever looks for a hardened image wants it without root, unless the row asks for another tag. */
function distrolessChoices(tables: Catalog, { distroless = [] }: Upstream): DistrolessChoice[] {
  return distroless.flatMap(entry => {
    const [repository = '', tag = 'nonroot'] = entry.split(':');
    const image = tables.distroless.get(repository);
    return image && distrolessTags.has(tag) ? [{ image, tag }] : [];
  });
}

function oneOfEachLanguage(choices: readonly DistrolessChoice[], asked: ImageReference): DistrolessChoice[] {
  const runtimes = choices.filter(({ image }) => image.version !== '').map(({ image }) => image);
  const best = nearestVersion(runtimes, versionInTag(asked.tag, runtimes[0]?.contents ?? ''));
  return choices.filter(({ image }) => image.version === '' || image === best);
}
