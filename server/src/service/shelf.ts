import type { Catalog } from '../catalog';

/** Where the catalog stands once somebody needed it. */
export interface Shelf {
  current(): Catalog | undefined;
  /** Never rejects: a catalog that cannot be loaded leaves what it knows pending, and the next call tries again. */
  load(): Promise<void>;
}

export function createShelf(loadCatalog: () => Promise<Catalog>): Shelf {
  let catalog: Catalog | undefined;
  let loading: Promise<void> | undefined;

  async function fetch(): Promise<void> {
    try {
      catalog = await loadCatalog();
    } catch {
      // Whoever hands in the loader says why.
      loading = undefined;
    }
  }

  return { current: () => catalog, load: () => (loading ??= fetch()) };
}
