import type { ImageReference } from '../../core/reference';
import type { SignatureFormat, SignedSubject } from '../../core/verification';
import type { Descriptor } from '../../oci/client';

/** The manifest that is to be signed, as the registry served it. */
export interface SubjectManifest extends SignedSubject {
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
}

/** Where a signature was found, and what the manifest there says that it is about. */
export type Attachment =
  | { readonly kind: 'tag' }
  | { readonly kind: 'referrer'; readonly subject: string | undefined };

/**
 * One layer that ought to hold a signature or an attestation. Nothing about it is verified. `attestation`: of a tag for
 * attestations; what a bundle is, only its signed predicate type says.
 */
export interface Candidate {
  readonly format: SignatureFormat;
  readonly purpose: 'signature' | 'attestation';
  readonly attachment: Attachment;
  readonly layer: Descriptor;
  /** The repository that it lies in. */
  readonly place: ImageReference;
  /** What it ought to be about. */
  readonly subject: SubjectManifest;
}

/** One layer that nobody signed: a bare statement, or a bill of materials. */
export interface UnsignedLayer {
  readonly format: 'buildkit' | 'cosign-sbom';
  readonly layer: Descriptor;
  readonly place: ImageReference;
  readonly subject: SubjectManifest;
  /** Digest of the manifest that lists it: who signs that one, signs this. */
  readonly listedBy: string;
}
