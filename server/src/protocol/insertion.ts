import type { Position } from './place';

// Images that may be inserted.

/** An image of the catalog that the policy accepts. */
export interface TrustedImage {
  /** As it is written. */
  readonly reference: string;
  /** The publisher's name. */
  readonly publisher: string;
  /** Who it runs as, what is in it, and on what terms it is there: in the user's language. */
  readonly about: string;
  /** To pull for the user's platform, as people read it; absent where nobody knows. */
  readonly size?: string;
}

export interface TrustedTags {
  /** Of the document that it is for. */
  readonly uri: string;
  /** As `trustedImages` gave it. */
  readonly image: string;
}

export interface InsertRequest {
  readonly uri: string;
  readonly version: number;
  readonly position: Position;
  readonly reference: string;
}
