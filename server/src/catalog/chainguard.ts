import type { ImageContents } from '../core/image-contents';
import { imagesByRepository } from './by-repository';
import { wordsOf, type TableText } from './table';

/** What a repository of the free tier publishes under some of its tags. */
export interface ChainguardImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly user: string;
  readonly shell: string;
  readonly packageManager: string;
  readonly entrypoint: string;
  /** Empty where it is both linux/amd64 and linux/arm64. */
  readonly platforms: readonly string[];
}

/** The free tier, below cgr.dev/chainguard. */
export interface Chainguard {
  /** Empty for a repository that is not free. */
  of(repository: string): readonly ChainguardImage[];
  repositories(): readonly string[];
}

export const chainguardHost = 'cgr.dev';
export const chainguardFolder = 'chainguard/';

export function readChainguard(table: TableText): Chainguard {
  const { of, repositories } = imagesByRepository(table, toImage);
  return { of, repositories };
}

function toImage(row: string): ChainguardImage {
  const [repository = '', tags, user = '', shell = '', packageManager = '', entrypoint = '', platforms] = row.split('\t');
  return { repository, tags: wordsOf(tags), user: user === '' ? '0' : user, shell, packageManager, entrypoint, platforms: wordsOf(platforms) };
}

/** True when no tag names a version: `latest`, `latest-dev`, `latest-fpm`. */
export function isLatestOnly(images: readonly ChainguardImage[]): boolean {
  return images.every(({ tags }) => tags.every(tag => tag === 'latest' || tag.startsWith('latest-')));
}

/** A tag that ends in `-dev` adds a shell and apk to what the image holds. */
export function isDevTag(tag: string): boolean {
  return tag.endsWith('-dev');
}

/**
 * apko, which builds these images, writes the number of an account into an image whose definition names it (pkg/build/accounts.go
 * of chainguard-dev/apko). The two accounts that have a name here have this one (locked_config.json, read in August 2026).
 */
const numbers: Readonly<Record<string, string>> = { haproxy: '65532', redis: '65532' };

export function chainguardContents(image: ChainguardImage, tag: string): ImageContents {
  const { entrypoint } = image;
  const user = numbers[image.user] ?? image.user;
  const shell = isDevTag(tag) ? image.shell || 'busybox' : image.shell;
  const packageManager = isDevTag(tag) ? 'apk' : image.packageManager;
  return { user, shell, packageManager, entrypoint, libc: libcOf(image, tag) };
}

/** A repository that names glibc in some of its tags says thereby that the others are without it. */
function libcOf({ repository, tags }: ChainguardImage, tag: string): string {
  if (repository === 'static') return tag.includes('glibc') ? 'glibc' : 'none';
  const chooses = tags.some(name => name.includes('glibc'));
  return !chooses || tag.includes('glibc') ? 'glibc' : '';
}
