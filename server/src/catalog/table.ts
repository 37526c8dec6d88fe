import { linesOf } from './packed';

/**
 * The tables of facts are text: lines of cells that tabs separate, which people edit and nobody parses before he asks. The
 * build leaves out their comments and headers, and packs the rest.
 */
export type TableText = string;

/** Calls `take` with the cells of each row; cells that are left out at the end of a line are absent. */
export function forEachRow(table: TableText, take: (cells: readonly string[]) => void): void {
  for (const line of linesOf(table)) take(line.split('\t'));
}

/** The rows by their first cell, not yet split into cells: a name may have several. */
export function rowsByName(table: TableText): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, string[]>();
  for (const line of linesOf(table)) {
    const tab = line.indexOf('\t');
    const name = tab < 0 ? line : line.slice(0, tab);
    const known = rows.get(name);
    if (known) known.push(line);
    else rows.set(name, [line]);
  }
  return rows;
}

/** The words of a cell. */
export function wordsOf(cell: string | undefined): readonly string[] {
  return cell === undefined || cell === '' ? [] : cell.split(' ');
}

/** What `make` gives, made at the first call. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
