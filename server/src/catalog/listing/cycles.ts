import { cyclesOf, type ReleaseCycle } from '../release-cycles';
import type { CatalogTables } from '../tables';
import { parseTag } from '../tag';

/** The release cycles that a tag may stand for; empty where nothing is known of any. `name` is as the tables know it. */
export function cyclesNamed(name: string, tag: string, tables: CatalogTables): readonly ReleaseCycle[] {
  const { of, codenames } = tables.products();
  const found = of(name);
  if (!found) return [];
  const { product, cycle } = found;
  return cycle === undefined ? cyclesOf(product, parseTag(tag, codenames)) : product.cycles.filter(each => each.name === cycle);
}
