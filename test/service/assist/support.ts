import { shippedCatalog } from '../../../server/src/catalog/shipped';
import { defaultPolicy, type TrustPolicy } from '../../../server/src/core/policy';
import type { ImageReference } from '../../../server/src/core/reference';
import type { Shelf } from '../../../server/src/service/assist/proposals';

/** The catalog that ships, on a day at which it is nearly as old as it is. */
export function shelf(policy: Partial<TrustPolicy> = {}, sizeOf: (reference: ImageReference) => number | undefined = () => undefined): Shelf {
  return { catalog: shippedCatalog, today: '2026-09-01', policy: { ...defaultPolicy, ...policy }, sizeOf };
}

/** A policy that lets nobody use anything else. */
export function strict(trust: Partial<TrustPolicy['trust']>): Partial<TrustPolicy> {
  return { trust: { references: [], ...trust, strict: true } };
}
