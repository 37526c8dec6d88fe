import { chainguardImages, type ChainguardRow } from './chainguard-images';
import { distrolessImages, type DistrolessRow } from './distroless-images';
import { upstreams, type Upstream } from './upstreams';

/** The tables as they are written down. */
export interface CatalogTables {
  readonly upstreams: readonly Upstream[];
  readonly chainguard: readonly ChainguardRow[];
  readonly distroless: readonly DistrolessRow[];
}

/** What one repository below cgr.dev/chainguard publishes under some of its tags. */
export interface ChainguardImage {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly user: string;
  readonly shell: string;
  readonly packageManager: string;
  readonly entrypoint: string;
  readonly platforms: string;
}

export interface DistrolessImage {
  readonly repository: string;
  readonly contents: string;
  readonly version: string;
  readonly libc: string;
  readonly entrypoint: string;
}

/** The tables by name. */
export interface Catalog {
  /** By full name without a tag. */
  readonly upstreams: ReadonlyMap<string, Upstream>;
  /** By repository below cgr.dev/chainguard. */
  readonly chainguard: ReadonlyMap<string, readonly ChainguardImage[]>;
  /** By repository below gcr.io/distroless. */
  readonly distroless: ReadonlyMap<string, DistrolessImage>;
}

export function indexTables(tables: CatalogTables): Catalog {
  const chainguard = new Map<string, ChainguardImage[]>();
  for (const image of tables.chainguard.map(readChainguard)) {
    chainguard.set(image.repository, [...(chainguard.get(image.repository) ?? []), image]);
  }
  return {
    upstreams: new Map(tables.upstreams.map(row => [row.upstream, row])),
    chainguard,
    distroless: new Map(tables.distroless.map(row => [row[0], readDistroless(row)])),
  };
}

function readChainguard(row: ChainguardRow): ChainguardImage {
  const [repository, tags, user, shell, packageManager, entrypoint, platforms = ''] = row;
  return { repository, tags: tags.split(' '), user, shell, packageManager, entrypoint, platforms };
}

function readDistroless([repository, contents, version, libc, entrypoint]: DistrolessRow): DistrolessImage {
  return { repository, contents, version, libc, entrypoint };
}

export const tables: CatalogTables = { upstreams, chainguard: chainguardImages, distroless: distrolessImages };

export const catalog: Catalog = indexTables(tables);
