import type { ImageReference } from '../core/reference';

/** A signature that a publisher makes on its images. */
export interface KeylessSigner {
  readonly scheme: 'cosign-keyless';
  /** The OpenID Connect issuer, compared exactly. */
  readonly issuer: string;
  /** The certificate's subject alternative name, compared exactly. */
  readonly identity: string;
  /** Where this was read, and when. */
  readonly source: string;
}

/** Somebody who makes images. One file and one line in `index.ts` each; no two own one reference. */
export interface Publisher {
  readonly id: string;
  readonly title: string;
  owns(reference: ImageReference): boolean;
  /** Empty when the publisher does not sign, or is not known to. */
  readonly signers: readonly KeylessSigner[];
  /** True when it is known that the publisher signs nothing with Cosign or Notation. */
  readonly doesNotSign?: boolean;
}
