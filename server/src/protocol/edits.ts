import type { SpanOfText } from './place';

// What an action would change.

export interface PlannedEdit {
  readonly uri: string;
  /** The edits fit this version of the document and no other. */
  readonly version: number;
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string }[];
  /** How many references change. */
  readonly changed: number;
  /** Why references that were asked for stay as they are, in the user's language. */
  readonly failed: readonly string[];
  /** Findings say the same of all that failed: nothing needs to pop up. */
  readonly isFound?: boolean;
  /** What is to be said of those that change. */
  readonly notes?: readonly string[];
}

/** What an action on the workspace would change, file by file. */
export interface WorkspaceUpdates {
  readonly files: readonly WorkspaceUpdate[];
  /** Why references that were asked for stay as they are, in the user's language. */
  readonly failed: readonly string[];
  /** What is to be said of those that change. */
  readonly notes?: readonly string[];
}

export interface WorkspaceUpdate {
  readonly uri: string;
  /** The edits fit this version of the document; null: the file on the disk, which no editor has open. */
  readonly version: number | null;
  /** `from`: what must stand there, or nothing is edited. */
  readonly edits: readonly { readonly range: SpanOfText; readonly newText: string; readonly from: string }[];
  /** References that change, which must stand there likewise: an insertion replaces nothing that could be compared. */
  readonly stands: readonly { readonly range: SpanOfText; readonly text: string }[];
}
