import { readChainguard, type Chainguard } from './chainguard';
import { readDistroless, type Distroless } from './distroless';
import { readDockerHardened, type DockerHardened } from './docker-hardened';
import { readInside, type Inside } from './inside-table';
import { readOfficialContents, type OfficialContents } from './official-contents';
import { readOfficialTags, type OfficialTags } from './official-tags';
import { readPackages, type Packages } from './packages';
import { readProducts, type Products } from './release-cycles';
import { readSuccessors, type Successors } from './successors';
import { lazy, type TableText } from './table';
import { readUpstreams, type Upstreams } from './upstreams';

/** The tables as text, by the name of their file. */
export interface CatalogTexts {
  readonly chainguard: TableText;
  readonly distroless: TableText;
  readonly dockerHardened: TableText;
  readonly inside: TableText;
  readonly officialContents: TableText;
  readonly officialTags: TableText;
  readonly packages: TableText;
  readonly products: TableText;
  readonly releaseCycles: TableText;
  readonly successors: TableText;
  readonly upstreams: TableText;
}

/** The tables by name; each is read when it is asked first. */
export interface CatalogTables {
  readonly chainguard: Chainguard;
  readonly distroless: Distroless;
  readonly dockerHardened: DockerHardened;
  readonly inside: Inside;
  readonly officialContents: OfficialContents;
  readonly officialTags: OfficialTags;
  readonly packages: Packages;
  readonly products: () => Products;
  readonly successors: Successors;
  readonly upstreams: Upstreams;
}

export function readTables(texts: CatalogTexts): CatalogTables {
  const products = lazy(() => readProducts(texts.products, texts.releaseCycles));
  return {
    chainguard: readChainguard(texts.chainguard),
    distroless: readDistroless(texts.distroless),
    dockerHardened: readDockerHardened(texts.dockerHardened),
    inside: readInside(texts.inside),
    officialContents: readOfficialContents(texts.officialContents),
    officialTags: readOfficialTags(texts.officialTags, () => products().codenames),
    packages: readPackages(texts.packages),
    products,
    successors: readSuccessors(texts.successors),
    upstreams: readUpstreams(texts.upstreams),
  };
}
