import { isDigest } from '../core/digest';
import { fullName, withDigest, withTag, type ImageReference } from '../core/reference';
import type { Descriptor, LookupOptions, Manifest, RegistryClient } from '../oci/client';
import { limits } from './limits';
import { TooMuch } from './lookup-failure';

/** What one verification reads: nothing twice, and no more than anybody's signatures need. Rejects where there is no answer. */
export interface Reading {
  /** By digest or tag, in the repository of `place`; undefined when it is not there. */
  manifest(place: ImageReference, name: string): Promise<Manifest | undefined>;
  blob(place: ImageReference, layer: Descriptor): Promise<Uint8Array>;
  referrers(place: ImageReference, digest: string): Promise<readonly Descriptor[]>;
}

/** `known` are manifests that were read already. */
export function createReading(client: RegistryClient, options: LookupOptions, known: readonly Manifest[] = []): Reading {
  const manifests = new Map(known.map((manifest) => [manifest.digest, Promise.resolve<Manifest | undefined>(manifest)]));
  const blobs = new Map<string, Promise<Uint8Array>>();
  const lists = new Map<string, Promise<readonly Descriptor[]>>();
  let left: number = limits.readBytes;

  async function fetchBlob(place: ImageReference, layer: Descriptor): Promise<Uint8Array> {
    left -= layer.size;
    if (left < 0) throw new TooMuch();
    return client.blob(bare(place), layer, limits.blobBytes, options);
  }

  return {
    async manifest(place, name) {
      // A digest means the same bytes everywhere; that it is missing is said of one repository alone.
      const key = isDigest(name) ? name : `${fullName(place)}:${name}`;
      const found = await once(manifests, key, () => client.manifest(named(place, name), options));
      if (found === undefined) manifests.delete(key);
      return found;
    },
    blob: (place, layer) => once(blobs, `${layer.digest} ${layer.size}`, () => fetchBlob(place, layer)),
    referrers: (place, digest) => once(lists, `${fullName(place)}@${digest}`, () => client.referrers(bare(place), digest, options)),
  };
}

/** A failure is kept as well: whoever asked again would wait as long, for the same. */
function once<T>(kept: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const asked = ask();
  kept.set(key, asked);
  return asked;
}

function bare(place: ImageReference): ImageReference {
  return withTag(withDigest(place, undefined), undefined);
}

function named(place: ImageReference, name: string): ImageReference {
  return isDigest(name) ? withDigest(bare(place), name) : withTag(bare(place), name);
}
