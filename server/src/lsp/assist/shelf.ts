import { today as todayOf } from '../../core/day';
import type { Shelf } from '../../service/assist/proposals';
import type { EdgeParts } from '../edge-parts';

/** What may be proposed in a document; undefined while the catalog cannot be loaded. */
export async function shelfFor(uri: string, { contexts, runtime }: Pick<EdgeParts, 'contexts' | 'runtime'>): Promise<Shelf | undefined> {
  const { service, clock } = runtime;
  const { context } = await contexts.of(uri);
  await service.ready();
  const catalog = service.catalog();
  const today = todayOf(clock);
  return catalog && { catalog, today, policy: context.policy, sizeOf: service.sizeOf };
}
