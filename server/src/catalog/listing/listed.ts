import type { ImageReference } from '../../core/reference';
import type { CatalogTables } from '../tables';

/** An image that somebody may want to name. */
export interface ListedImage {
  /** Without a tag. */
  readonly reference: ImageReference;
  /** Publisher id. */
  readonly publisher: string;
}

/** A publisher whose images are listed. One entry of the table in `sources.ts` each. */
export interface ListingSource {
  readonly publisher: string;
  readonly registry: string;
  /** What stands before the name in the repository. */
  readonly folder: string;
  /** The names of images that get fixes, as far as their own table tells, in the order to propose them. */
  names(tables: CatalogTables, today: string): readonly string[];
  /** Those that get fixes; some may come twice. Empty for a name that is none of theirs. */
  tags(name: string, tables: CatalogTables, today: string): Iterable<string>;
  /** The tag that most people want, where it is not `latest` or the first. */
  usual?(name: string, tables: CatalogTables, today: string): string | undefined;
  /** The tags are in the order in which to propose them. */
  readonly ordered?: boolean;
}
