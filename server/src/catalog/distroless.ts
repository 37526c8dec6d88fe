import type { ImageContents } from '../core/image-contents';
import { lazy, rowsByName, type TableText } from './table';

export interface DistrolessImage {
  readonly repository: string;
  /** `alias`: a name without a Debian release, which follows whatever is current. */
  readonly state: 'live' | 'alias' | 'retired';
  /** `YYYY-MM-DD`: announced, or since when nobody rebuilds it; empty when there is no such day. */
  readonly ends: string;
  /** A repository beside it; empty when there is none. */
  readonly replacement: string;
  /** The language whose runtime it holds, or else what it holds beside the bare files of a system. */
  readonly contents: string;
  /** Of the language; empty where it holds none. */
  readonly version: string;
  readonly libc: string;
  readonly entrypoint: string;
}

export interface Distroless {
  of(repository: string): DistrolessImage | undefined;
  repositories(): readonly string[];
}

export const distrolessHost = 'gcr.io';
export const distrolessFolder = 'distroless/';

/** What every tag means: the user id, and the shell when there is one. No tag has a package manager. */
export const distrolessTags: ReadonlyMap<string, { readonly user: string; readonly shell: string }> = new Map([
  ['nonroot', { user: '65532', shell: '' }],
  ['latest', { user: '0', shell: '' }],
  ['debug-nonroot', { user: '65532', shell: 'busybox' }],
  ['debug', { user: '0', shell: 'busybox' }],
]);

export function readDistroless(table: TableText): Distroless {
  const rows = lazy(() => rowsByName(table));
  const read = new Map<string, DistrolessImage>();
  return {
    of(repository) {
      const known = read.get(repository);
      if (known) return known;
      const [row] = rows().get(repository) ?? [];
      if (row === undefined) return undefined;
      const image = toImage(row);
      read.set(repository, image);
      return image;
    },
    repositories: () => [...rows().keys()],
  };
}

function toImage(row: string): DistrolessImage {
  const [repository = '', state = '', ends = '', replacement = '', contents = '', version = '', libc = '', entrypoint = ''] = row.split('\t');
  return { repository, state: state as DistrolessImage['state'], ends, replacement, contents, version, libc, entrypoint };
}

/** Of a retired repository nobody wrote down what it held, but for what holds for all of them. */
export function distrolessContents({ libc, entrypoint }: DistrolessImage, tag: string): ImageContents | undefined {
  // `nonroot-amd64` is the same for one architecture.
  const base = [...distrolessTags.keys()].find(name => tag === name || tag.startsWith(`${name}-`));
  const meaning = base === undefined ? undefined : distrolessTags.get(base);
  return meaning && { ...meaning, packageManager: '', entrypoint, libc };
}
