import type { SpanOfText } from './place';

// Whole Dockerfiles on hardened images.

export interface ConvertRequest {
  readonly uri: string;
  /** Only images of this publisher. */
  readonly to?: 'chainguard' | 'distroless' | 'docker-hardened' | 'docker-official';
}

/** A whole Dockerfile on hardened images, to look at and then to apply. Its sentences are in the user's language. */
export type ConvertAnswer =
  | { readonly ok: true; readonly conversion: ConvertedDocument }
  | { readonly ok: false; readonly reason: string };

export interface ConvertedDocument {
  readonly uri: string;
  /** The edits fit this version of the document and no other. */
  readonly version: number;
  /** The document as it will be. */
  readonly text: string;
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  /** `line` counts from 1, in the document as it was. */
  readonly changes: readonly { readonly line: number; readonly from: string; readonly to: string; readonly differences: readonly string[] }[];
  readonly left: readonly { readonly line: number; readonly reference: string; readonly failed: boolean; readonly reason: string }[];
}
