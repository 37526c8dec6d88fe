import { lazy, rowsByName, type TableText } from './table';

/** Images of a table whose first column is the repository; read when somebody first asks for them. */
export interface ByRepository<T> {
  /** Empty for a repository that is not in the table. */
  of(repository: string): readonly T[];
  repositories(): readonly string[];
  /** Not yet split into cells. */
  rows(): ReadonlyMap<string, readonly string[]>;
}

export function imagesByRepository<T>(table: TableText, toImage: (row: string) => T): ByRepository<T> {
  const rows = lazy(() => rowsByName(table));
  const read = new Map<string, readonly T[]>();
  return {
    of(repository) {
      const known = read.get(repository);
      if (known) return known;
      const images = (rows().get(repository) ?? []).map(toImage);
      if (images.length > 0) read.set(repository, images);
      return images;
    },
    repositories: () => [...rows().keys()],
    rows,
  };
}
