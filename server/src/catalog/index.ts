import type { Alternative } from '../core/facts';
import type { ImageContents } from '../core/image-contents';
import type { Base, Family, ImageInside } from '../core/image-inside';
import type { Lifecycle } from '../core/lifecycle';
import type { ImageReference } from '../core/reference';
import { chainguardFolder, chainguardHost, isLatestOnly } from './chainguard';
import { baseOf } from './base';
import { contentsOf } from './contents';
import { insideOf } from './inside';
import { lifecycleOf } from './lifecycle';
import { alternativesIn, offersIn, type AlternativesQuestion } from './offers';
import type { Offer } from './offers/offer';
import type { CatalogTables } from './tables';

export { readTables, type CatalogTables, type CatalogTexts } from './tables';
export type { AlternativesQuestion } from './offers';
export type { Offer } from './offers/offer';

/** What ships about images: who else does their job, how they live, what is in them. Look-ups only; nothing is asked of anybody. */
export interface Catalog {
  alternatives(question: AlternativesQuestion): readonly Alternative[];
  /** The same, with what their order depends on. */
  offers(question: AlternativesQuestion): readonly Offer[];
  /** Whose packages an image installs; undefined where nothing says so. */
  base(reference: ImageReference): Base | undefined;
  inside(reference: ImageReference): ImageInside | undefined;
  /** What a package is called in another distribution; undefined where no table says. */
  packageNames(name: string, from: Family, to: Family): readonly string[] | undefined;
  /** What is so about an image on `today` (`YYYY-MM-DD`), the gravest first. */
  lifecycle(reference: ImageReference, today: string): readonly Lifecycle[];
  /** Undefined for an image whose definition the tables do not have. */
  contents(reference: ImageReference): ImageContents | undefined;
  /**
   * Whether the publisher's free tier has nothing but `latest` in this repository; undefined where the tables do not say,
   * which includes Chainguard's paid repositories.
   */
  latestOnly(reference: ImageReference): boolean | undefined;
}

export function createCatalog(tables: CatalogTables): Catalog {
  return {
    alternatives: question => alternativesIn(tables, question),
    offers: question => offersIn(tables, question),
    base: reference => baseOf(reference, tables),
    inside: reference => insideOf(reference, tables),
    packageNames: (name, from, to) => (from === to ? [name] : tables.packages.nameIn(to, name, from)),
    lifecycle: (reference, today) => lifecycleOf(reference, today, tables),
    contents: reference => contentsOf(reference, tables),
    latestOnly({ registry, repository }) {
      if (registry !== chainguardHost || !repository.startsWith(chainguardFolder)) return undefined;
      const images = tables.chainguard.of(repository.slice(chainguardFolder.length));
      return images.length === 0 ? undefined : isLatestOnly(images);
    },
  };
}
