import type { Connection } from 'vscode-languageserver';
import { CodeLensRefreshRequest } from './lsp-values';
import type { Runtime } from './runtime';
import type { Session } from './session';

interface RefreshingParts {
  readonly connection: Connection;
  readonly session: Session;
  readonly runtime: Runtime;
}

/** Has the client ask anew for what stands in documents besides findings: it asks by itself only when a text changes. */
export class Refreshing {
  readonly #parts: RefreshingParts;
  /** What answers were made of; undefined before the first one. */
  #standing: string | undefined;

  constructor(parts: RefreshingParts) {
    this.#parts = parts;
  }

  /** Something may be known that was not: a registry answered, or a verification ended. */
  learned(): void {
    const standing = this.#parts.runtime.service.standing();
    const isOther = this.#standing !== undefined && standing !== this.#standing;
    this.#standing = standing;
    if (isOther) this.now();
  }

  /** Something that applies to all documents is other than it was. */
  now(): void {
    const { connection, session } = this.#parts;
    // A client that goes away meanwhile needs no answer any more.
    const ignore = (): void => undefined;
    if (session.refreshes.inlayHints) connection.languages.inlayHint.refresh().catch(ignore);
    if (session.refreshes.codeLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(ignore);
  }
}
