import type { ReportPage } from '../core/report-page';
import type { FixRequest } from './fixes';
import type { NameSignerRequest, TrustRequest } from './trust';

// Signatures, and who is trusted.

export interface VerifyRequest {
  readonly reference: string;
  /** Whose policy says who may sign. */
  readonly uri?: string;
}

export type VerifyAnswer =
  | { readonly ok: true; readonly report: VerifyReport }
  | { readonly ok: false; readonly reason: string };

/** What a verification found out, in the user's language, in every form that it is wanted in. */
export interface VerifyReport {
  /** Normalised. */
  readonly reference: string;
  /** Whose policy said who may sign. */
  readonly uri?: string;
  /** Others' words in it are clean lines, and still to be escaped for any markup. */
  readonly page: ReportPage;
  /** To copy. */
  readonly text: string;
  /** To copy: what the command line prints. */
  readonly json: string;
  /** The same question for other tools, quoted for a POSIX shell. */
  readonly commands: readonly string[];
  /** What to do next, at most three, the best first. */
  readonly steps: readonly VerifyStep[];
}

export type VerifyStep = { readonly title: string } & (
  | { readonly kind: 'fix'; readonly fix: FixRequest }
  | { readonly kind: 'name-signer'; readonly request: NameSignerRequest }
  | { readonly kind: 'request-trust'; readonly request: TrustRequest }
  | { readonly kind: 'look-up-host'; readonly host: string }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'retry' }
);
