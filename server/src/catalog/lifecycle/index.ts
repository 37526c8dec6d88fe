import type { Lifecycle } from '../../core/lifecycle';
import type { ImageReference } from '../../core/reference';
import type { CatalogTables } from '../tables';
import { debugVariant } from './debug-variant';
import { distrolessEnded } from './distroless-ended';
import { endOfLife } from './end-of-life';
import { noLongerBuilt } from './no-longer-built';
import { paidTag } from './paid-tag';
import { lifecycleQuestion, type LifecycleCheck } from './question';
import { succeeded } from './succeeded';

/** In reading order, the gravest first. */
const checks: readonly LifecycleCheck[] = [succeeded, distrolessEnded, endOfLife, paidTag, noLongerBuilt, debugVariant];

/** What is so about an image on `today` (`YYYY-MM-DD`); empty when nothing is worth saying. */
export function lifecycleOf(reference: ImageReference, today: string, tables: CatalogTables): readonly Lifecycle[] {
  const question = lifecycleQuestion(reference, today, tables);
  return checks.flatMap(check => check(question, tables) ?? []);
}
