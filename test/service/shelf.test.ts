import { describe, expect, it } from 'vitest';
import { shippedCatalog } from '../../server/src/catalog/shipped';
import { createShelf } from '../../server/src/service/shelf';

describe('the shelf of the catalog', () => {
  it('is filled at the first need, once', async () => {
    let loads = 0;
    const shelf = createShelf(() => Promise.resolve(((loads += 1), shippedCatalog)));
    expect(shelf.current()).toBeUndefined();
    expect(loads).toBe(0);
    await Promise.all([shelf.load(), shelf.load()]);
    await shelf.load();
    expect(shelf.current()).toBe(shippedCatalog);
    expect(loads).toBe(1);
  });

  it('stays empty when the catalog cannot be loaded, and is tried again', async () => {
    let broken = true;
    const shelf = createShelf(() => (broken ? Promise.reject(new Error('no such file')) : Promise.resolve(shippedCatalog)));
    await shelf.load();
    expect(shelf.current()).toBeUndefined();
    broken = false;
    await shelf.load();
    expect(shelf.current()).toBe(shippedCatalog);
  });
});
