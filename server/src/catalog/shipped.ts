import chainguard from './tables/chainguard.tsv';
import distroless from './tables/distroless.tsv';
import dockerHardened from './tables/docker-hardened.tsv';
import inside from './tables/inside.tsv';
import officialContents from './tables/docker-official-contents.tsv';
import officialTags from './tables/docker-official-tags.tsv';
import packages from './tables/packages.tsv';
import products from './tables/products.tsv';
import releaseCycles from './tables/release-cycles.tsv';
import successors from './tables/successors.tsv';
import upstreams from './tables/upstreams.tsv';
import { createCatalog, readTables, type CatalogTexts } from './index';

export const shippedTexts: CatalogTexts = {
  chainguard, distroless, dockerHardened, inside, officialContents, officialTags, packages, products, releaseCycles, successors, upstreams,
};

export const shippedTables = readTables(shippedTexts);

export const shippedCatalog = createCatalog(shippedTables);
