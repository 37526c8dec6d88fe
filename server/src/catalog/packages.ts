import type { Family } from '../core/image-inside';
import { forEachRow, lazy, wordsOf, type TableText } from './table';

/** What a package of one distribution is called in another. */
export interface Packages {
  /** Undefined where the table does not have it; empty where every image has it. */
  nameIn(to: Family, name: string, from: Family): readonly string[] | undefined;
}

const columns: readonly Family[] = ['wolfi', 'alpine', 'debian', 'fedora'];

export function readPackages(table: TableText): Packages {
  const rows = lazy(() => rowsOfNames(table));
  return {
    nameIn(to, name, from) {
      const row = rows().get(`${from} ${name}`);
      const [target] = wordsOf(row?.[columns.indexOf(to)]);
      if (target === undefined) return undefined;
      return target === '-' ? [] : target.split(',');
    },
  };
}

function rowsOfNames(table: TableText): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, readonly string[]>();
  forEachRow(table, cells => {
    for (const [index, family] of columns.entries()) {
      for (const name of wordsOf(cells[index])) if (name !== '-' && !rows.has(`${family} ${name}`)) rows.set(`${family} ${name}`, cells);
    }
  });
  return rows;
}
