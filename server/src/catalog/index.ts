import type { Alternative } from '../core/facts';
import type { ImageContents } from '../core/image-contents';
import type { Base, Family, ImageInside } from '../core/image-inside';
import type { Lifecycle } from '../core/lifecycle';
import type { Message } from '../core/message';
import type { ImageReference } from '../core/reference';
import { chainguardFolder, chainguardHost, isLatestOnly } from './chainguard';
import { baseOf } from './base';
import { contentsOf } from './contents';
import { insideOf } from './inside';
import { lifecycleOf } from './lifecycle';
import { aboutIn, imagesIn, tagsIn, usualTagIn, type ListedImage } from './listing';
import { alternativesIn, offersIn, type AlternativesQuestion } from './offers';
import { likelyContents } from './official-contents';
import { entrypointDifference, surroundings } from './offers/differences';
import type { Offer } from './offers/offer';
import type { CatalogTables } from './tables';

export { readTables, type CatalogTables, type CatalogTexts } from './tables';
export type { ListedImage } from './listing';
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
  /** Every image that is worth proposing on `today`, in the order to propose them. */
  images(today: string): readonly ListedImage[];
  /** Its tags, in the order to propose them; empty for an image that is not listed. */
  tags(reference: ImageReference, today: string): readonly string[];
  /** The tag that most people want of a listed image. */
  usualTag(reference: ImageReference, today: string): string | undefined;
  /** Who an image that somebody replaces runs as, its shell, package manager and ENTRYPOINT, as far as anything says. */
  surroundings(reference: ImageReference): readonly Message[];
  /** Who it runs as, what is in it, and until when it gets fixes. */
  about(reference: ImageReference): readonly Message[];
}

export function createCatalog(tables: CatalogTables): Catalog {
  let listed: { readonly day: string; readonly images: readonly ListedImage[] } | undefined;
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
    images(today) {
      if (listed?.day !== today) listed = { day: today, images: imagesIn(tables, today) };
      return listed.images;
    },
    tags: (reference, today) => tagsIn(tables, reference, today),
    usualTag: (reference, today) => usualTagIn(tables, reference, today),
    surroundings(reference) {
      const contents = likelyContents(reference, tables);
      return [...surroundings(contents), ...entrypointDifference(contents.entrypoint)];
    },
    about: reference => aboutIn(tables, reference),
  };
}
