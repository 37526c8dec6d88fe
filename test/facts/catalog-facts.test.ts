import { describe, expect, it } from 'vitest';
import { shippedCatalog } from '../../server/src/catalog/shipped';
import type { Catalog } from '../../server/src/catalog';
import { pending, valueOf } from '../../server/src/core/fact';
import { createCatalogFacts } from '../../server/src/facts/catalog-facts';
import { reference } from '../support/fake-registry-client';

const nobody = (): undefined => undefined;

describe('facts of the catalog', () => {
  it('are pending until it is loaded', () => {
    const shelf: { catalog?: Catalog } = {};
    const of = createCatalogFacts({ catalog: () => shelf.catalog, today: () => '2026-09-01' });
    expect(of(reference('node:16')).lifecycle).toEqual(pending);
    expect(of(reference('node:16')).alternatives(undefined, nobody)).toEqual(pending);
    shelf.catalog = shippedCatalog;
    expect(valueOf(of(reference('node:16')).lifecycle)?.[0]).toMatchObject({ state: 'end-of-life' });
    expect(valueOf(of(reference('node:16')).alternatives(undefined, nobody))?.length).toBeGreaterThan(0);
  });

  it('are asked for once a day', () => {
    let day = '2026-09-01';
    let asked = 0;
    const counting: Catalog = { ...shippedCatalog, lifecycle: (...question) => ((asked += 1), shippedCatalog.lifecycle(...question)) };
    const of = createCatalogFacts({ catalog: () => counting, today: () => day });
    of(reference('node:22'));
    of(reference('docker.io/library/node:22'));
    expect(asked).toBe(1);
    day = '2027-06-01';
    expect(valueOf(of(reference('node:22')).lifecycle)?.[0]).toMatchObject({ state: 'end-of-life' });
    expect(asked).toBe(2);
  });

  it('do not depend on how a host is spelt', () => {
    const of = createCatalogFacts({ catalog: () => shippedCatalog, today: () => '2026-09-01' });
    expect(of(reference('INDEX.docker.io/library/node:16')).lifecycle).toEqual(of(reference('node:16')).lifecycle);
    expect(of(reference('GCR.io/distroless/nodejs18-debian11')).lifecycle).toEqual(of(reference('gcr.io/distroless/nodejs18-debian11')).lifecycle);
  });
});
