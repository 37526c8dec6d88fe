import type { SpanOfText } from './place';

// Whom the team's policy trusts.

export interface NameSignerRequest {
  /** Of the document whose policy is to name the signer. */
  readonly uri: string;
  readonly reference: string;
  readonly issuer: string;
  readonly identity: string;
}

export type NameSignerAnswer =
  | {
    readonly ok: true;
    /** Of the policy file. */
    readonly uri: string;
    /** The edits fit this version; null: of the file on the disk, which no editor has open; `new`: there is none yet. */
    readonly version: number | null | 'new';
    readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  }
  | { readonly ok: false; readonly reason: string };

/** What "Request trust" copies, in the user's language. */
export interface TrustRequest {
  readonly text: string;
  /** Whom the policy says to ask. */
  readonly contact?: string;
}
