import type { SpanOfText } from './place';

// What is in sight, and what is said of it.

/** One line about a document for the language status item. */
export interface DocumentStatus {
  readonly uri: string;
  readonly text: string;
  readonly detail: string;
  readonly busy: boolean;
  readonly severity: 'information' | 'warning';
}

export interface VisibleDocuments {
  readonly uris: readonly string[];
}

export interface AllowHost {
  readonly host: string;
}

export interface Deferred {
  readonly uri: string;
  readonly findings: readonly { readonly rule: string; readonly range: SpanOfText }[];
}
