import type { ImageContents } from '../core/image-contents';
import { imagesByRepository } from './by-repository';
import { wordsOf, type TableText } from './table';

/** One definition of a Docker Hardened Image. */
export interface HardenedImage {
  readonly repository: string;
  readonly versions: readonly string[];
  /** `''` or `-debian13-dev`; absent when the versions are the tags themselves. */
  readonly suffixes: readonly string[];
  readonly variant: 'runtime' | 'dev';
  /** `debian-13`. */
  readonly distribution: string;
  readonly contents: ImageContents;
  readonly platforms: readonly string[];
  /** `YYYY-MM-DD`; empty when it is not announced. */
  readonly ends: string;
}

export interface DockerHardened {
  of(repository: string): readonly HardenedImage[];
  repositories(): readonly string[];
  /** Whether some definition of it gets fixes on `today`; of most repositories the first row tells. */
  getsFixes(repository: string, today: string): boolean;
}

export const hardenedHost = 'dhi.io';

export function readDockerHardened(table: TableText): DockerHardened {
  const { of, repositories, rows } = imagesByRepository(table, toImage);
  return {
    of,
    repositories,
    getsFixes: (repository, today) => (rows().get(repository) ?? []).some(row => isFixed(row.split('\t', endsColumn + 1)[endsColumn] ?? '', today)),
  };
}

const endsColumn = 10;

/** `ends` is the last day with fixes, or empty. */
export function isFixed(ends: string, today: string): boolean {
  return ends === '' || ends >= today;
}

const cLibraries: Readonly<Record<string, string>> = { alpine: 'musl', debian: 'glibc' };

function toImage(row: string): HardenedImage {
  const [repository = '', versions, suffixes, variant = '', distribution = '', user = '', shell = '', packageManager = '', entrypoint = '', platforms, ends = ''] =
    row.split('\t');
  const libc = cLibraries[distribution.split('-', 1)[0] ?? ''] ?? '';
  return {
    repository,
    versions: wordsOf(versions),
    suffixes: wordsOf(suffixes).map(suffix => (suffix === '-' ? '' : suffix)),
    variant: variant === 'dev' ? 'dev' : 'runtime',
    distribution,
    contents: { user: user === 'root' || user === '' ? '0' : user, shell, packageManager, entrypoint, libc },
    platforms: wordsOf(platforms),
    ends,
  };
}

/** Every tag of a definition. */
export function tagsOf({ versions, suffixes }: HardenedImage): readonly string[] {
  if (suffixes.length === 0) return versions;
  return versions.flatMap(version => suffixes.map(suffix => version + suffix));
}
