import type { Alternative } from '../core/facts';
import type { ImageContents } from '../core/image-contents';
import type { Lifecycle } from '../core/lifecycle';
import type { ImageReference } from '../core/reference';
import { chainguardFolder, chainguardHost, isLatestOnly } from './chainguard';
import { contentsOf } from './contents';
import { lifecycleOf } from './lifecycle';
import { alternativesIn, type AlternativesQuestion } from './offers';
import type { CatalogTables } from './tables';

export { readTables, type CatalogTables, type CatalogTexts } from './tables';
export type { AlternativesQuestion } from './offers';

/** What ships about images: who else does their job, how they live, what is in them. Look-ups only; nothing is asked of anybody. */
export interface Catalog {
  alternatives(question: AlternativesQuestion): readonly Alternative[];
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
    lifecycle: (reference, today) => lifecycleOf(reference, today, tables),
    contents: reference => contentsOf(reference, tables),
    latestOnly({ registry, repository }) {
      if (registry !== chainguardHost || !repository.startsWith(chainguardFolder)) return undefined;
      const images = tables.chainguard.of(repository.slice(chainguardFolder.length));
      return images.length === 0 ? undefined : isLatestOnly(images);
    },
  };
}
