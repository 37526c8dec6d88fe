import type { ImageReference } from '../core/reference';
import type { LookupOptions, RegistryClient } from './client';
import { pickDescriptor } from './descriptor';
import { parseObject } from './json';
import { isIndexType } from './media-types';
import { listAt } from './platforms';

export interface IndexClient {
  /** Digests of the single images that an index lists, by GET; empty when there is no such index. Throws RegistryError. */
  children(reference: ImageReference, options: LookupOptions): Promise<readonly string[]>;
}

/** No honest index lists more. */
export const mostChildren = 1000;

export function createIndexClient(client: Pick<RegistryClient, 'manifest'>): IndexClient {
  return {
    async children(reference, options) {
      const index = await client.manifest(reference, options);
      if (!index || !isIndexType(index.mediaType)) return [];
      const entries = listAt(parseObject(index.bytes) ?? {}, 'manifests').slice(0, mostChildren);
      return entries.flatMap(entry => pickDescriptor(entry)?.digest ?? []);
    },
  };
}
