import type { Lifecycle } from '../../core/lifecycle';
import type { ImageReference } from '../../core/reference';
import { catalogName } from '../names';
import type { CatalogTables } from '../tables';
import { parseTag, type ParsedTag } from '../tag';

/** An image whose lifecycle is asked for. */
export interface LifecycleQuestion {
  readonly reference: ImageReference;
  /** As the tables know it. */
  readonly name: string;
  /** What is pulled where there is no tag. */
  readonly tag: string;
  readonly parsed: ParsedTag;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** One kind of thing that may be so about an image. One file and one line in `index.ts` each. */
export type LifecycleCheck = (question: LifecycleQuestion, tables: CatalogTables) => Lifecycle | undefined;

export function lifecycleQuestion(reference: ImageReference, today: string, tables: CatalogTables): LifecycleQuestion {
  const tag = reference.tag ?? 'latest';
  return { reference, name: catalogName(reference), tag, parsed: parseTag(tag, tables.products().codenames), today };
}
