/** One exchange that the editor makes in the server's place: what goes there and what comes back. */
import type { CancelSignal, HttpErrorCode, HttpProblem, HttpRequest } from './ports';

export interface FetchRequest extends Omit<HttpRequest, 'signal'> {
  /** The machine's settings excuse the host from a certificate that somebody vouches for. */
  readonly insecure: boolean;
}

export type FetchAnswer =
  /** `body`: base64. */
  | { readonly ok: true; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly ok: false; readonly code: HttpErrorCode; readonly text: string; readonly problem?: HttpProblem | undefined };

/** Asks the editor. What it answers is not looked at here. */
export type EditorFetch = (request: FetchRequest, signal: CancelSignal | undefined) => Promise<unknown>;

/** An editor is asked for no more than this: bytes, and milliseconds. */
export const mostFetched = { bytes: 16 * 1024 * 1024, milliseconds: 60_000 };
