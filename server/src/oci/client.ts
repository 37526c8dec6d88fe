import type { Consent } from '../core/consent';
import type { Resolution } from '../core/facts';
import type { CancelSignal } from '../core/ports';
import type { ImageReference } from '../core/reference';
import type { TagList } from '../core/tag-list';

/** OCI content descriptor (image-spec, descriptor.md), strictly picked from what the registry sent. */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly artifactType?: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** A manifest or index whose bytes were hashed and agree with `digest`. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface LookupOptions {
  readonly consent: Consent;
  readonly signal?: CancelSignal;
  /** Milliseconds, where less than the usual time may be spent. */
  readonly patience?: number;
}

export interface TagsOptions extends LookupOptions {
  /** Told what is there after each page. Whoever joins a look-up that is under way is told nothing. */
  readonly onPage?: (tags: readonly string[]) => void;
}

/**
 * Reads from registries over the OCI distribution API. Every method throws RegistryError (oci/error.ts) when the answer is not
 * known; "it is not there" is an answer, and only given when a GET confirmed it.
 */
export interface RegistryClient {
  /** What the tag (or digest) is served as now, by HEAD where that is enough; `missing` when a GET confirmed a 404. */
  resolve(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** As `resolve`, with the bytes fetched and hashed: the digest is good to be written into a file. */
  resolveVerified(reference: ImageReference, options: LookupOptions): Promise<Resolution | 'missing'>;
  /** The manifest for the reference's digest, else its tag, else `latest`; undefined when a GET confirmed a 404. */
  manifest(reference: ImageReference, options: LookupOptions): Promise<Manifest | undefined>;
  /** The blob, its size and digest checked. `maxBytes` bounds it whatever the descriptor says. */
  blob(reference: ImageReference, descriptor: Descriptor, maxBytes: number, options: LookupOptions): Promise<Uint8Array>;
  /** Descriptors that refer to `digest`, by the Referrers API or the tag fallback; empty when there are none. */
  referrers(reference: ImageReference, digest: string, options: LookupOptions): Promise<readonly Descriptor[]>;
  /** The tags of the reference's repository; a list that was cut says so. `missing` when a GET confirmed that there is no repository. */
  tags(reference: ImageReference, options: TagsOptions): Promise<TagList | 'missing'>;
}
