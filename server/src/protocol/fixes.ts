import type { SpanOfText } from './place';
import type { TrustRequest } from './trust';

// Fixes, and ways to hide what is found.

/** Names one entry of the light bulb; the server finds it again in the document as it is by then. */
export interface FixRequest {
  readonly uri: string;
  /** Of the document that the fix was offered for: another version refuses. */
  readonly version: number;
  /** UTF-16 units from the start of the document. */
  readonly offset: number;
  readonly kind: 'pin' | 'update' | 'swap' | 'replace' | 'pin-all' | 'update-all' | 'add-tag' | 'exec-form' | 'pull-always' | 'ignore-line' | 'ignore-file';
  /** Of a swap or a replacement: the complete reference of what takes the place. */
  readonly target?: string;
  /** Of an exec form: where the instruction begins; of a pull policy: where its word stands. */
  readonly at?: number;
  /** Of an ignore: the rule. */
  readonly rule?: string;
  /** Of an ignore: why, in the user's words. */
  readonly reason?: string;
  /** Of a pin: although the signature is not accepted. */
  readonly unverified?: true;
}

/** Names a way to hide a finding by the team's policy; the server finds it again in the document as it is by then. */
export interface HideRequest {
  readonly uri: string;
  /** Of the document that the way was offered for: another version refuses. */
  readonly version: number;
  /** Of the image, in UTF-16 units from the start of the document. */
  readonly offset: number;
  readonly rule: string;
  /** By an entry for its image, or by switching its rule off. */
  readonly hiding: 'image' | 'rule';
  /** In the user's words. */
  readonly reason?: string;
}

/** A way to hide findings, or to learn about their rule: what `plimsoll.ignore` takes a list of. */
export type IgnoreChoice = { readonly title: string } & (
  | { readonly kind: 'document'; readonly fix: FixRequest }
  | { readonly kind: 'policy'; readonly hide: HideRequest }
  | { readonly kind: 'request'; readonly request: TrustRequest }
  | { readonly kind: 'page'; readonly rule: string }
);

export interface FixOffer {
  readonly title: string;
  /** Absent: it can be done. */
  readonly disabled?: string;
  readonly request: FixRequest;
}

export interface ImageAt {
  /** Normalised. */
  readonly reference: string;
  /** As the document has it. */
  readonly raw: string;
  readonly range: SpanOfText;
  /** The position asked about is inside. */
  readonly current: boolean;
}
