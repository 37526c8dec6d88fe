import { shippedCatalog } from '../../server/src/catalog/shipped';
import type { HubAccounts } from '../../server/src/oci/hub-accounts';
import { createConverter } from '../../server/src/service/convert';
import { createPinning } from '../../server/src/service/pinning';
import { createImageService, type ServiceParts } from '../../server/src/service';
import { signersFrom } from '../../server/src/service/verifying';
import type { ImageService } from '../../server/src/service/image-service';

/** Docker Hub knows nobody. */
export const noAccounts: HubAccounts = { badge: () => Promise.resolve('none') };

/** The catalog that ships, and nobody to ask. */
export const testParts: Omit<ServiceParts, 'client' | 'clock'> = {
  accounts: noAccounts,
  details: { details: () => Promise.reject(new Error('nobody was asked')) },
  indexes: { children: () => Promise.reject(new Error('nobody was asked')) },
  platform: 'linux/amd64',
  loadCatalog: () => Promise.resolve(shippedCatalog),
  loadPinning: () => Promise.resolve(createPinning),
  loadConverter: () => Promise.resolve(createConverter()),
  loadSigners: () => Promise.resolve(signersFrom({ files: { readText: () => Promise.resolve(undefined) } })),
  loadVerifier: () => Promise.reject(new Error('nothing is verified here')),
};

/** An engine with the catalog that ships, loaded; what is not given is not wanted. */
export async function createTestService(parts: Pick<ServiceParts, 'client' | 'clock'> & Partial<ServiceParts>): Promise<ImageService> {
  const service = createImageService({ ...testParts, ...parts });
  await service.ready();
  return service;
}
