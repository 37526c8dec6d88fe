import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { today } from '../core/day';
import type { ReadDocument } from '../core/document';
import { isPolicyFile, policyProblems } from '../service/policies';
import { checkPolicyFile } from '../service/policy-entries';
import type { Contexts, Situation } from './contexts';
import { Diagnoses } from './diagnoses';
import { toDiagnostics, toPolicyDiagnostic } from './diagnostics';
import type { Refreshing } from './refreshing';
import type { Runtime } from './runtime';
import type { Session } from './session';
import { sendStatus, type Progress } from './status';
import type { Tracked } from './tracked';
import { documentPath } from './uris';

export interface PublishingParts {
  readonly connection: Connection;
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
  readonly refreshing: Pick<Refreshing, 'learned' | 'now'>;
}

/** Judges documents by what is known, and tells the client what it does not know yet. */
export class Publishing {
  readonly #parts: PublishingParts;
  readonly #diagnoses: Diagnoses;

  constructor(parts: PublishingParts) {
    this.#parts = parts;
    this.#diagnoses = new Diagnoses(parts);
  }

  diagnose(document: TextDocument, situation: Situation): { diagnostics: Diagnostic[]; read: ReadDocument | undefined } {
    const { contexts } = this.#parts;
    const path = documentPath(document.uri);
    if (isPolicyFile(path)) {
      return { diagnostics: this.#ofPolicy(document, path, situation), read: undefined };
    }
    const read = contexts.read(document, situation);
    return { diagnostics: read ? this.#diagnoses.of(document, read, situation.context) : [], read };
  }

  /** What is wrong in it, and entries that have expired. Which hide nothing is for a run over the whole workspace to say. */
  #ofPolicy(document: TextDocument, path: string, { context }: Situation): Diagnostic[] {
    const { session, runtime } = this.#parts;
    const text = document.getText();
    const { findings } = checkPolicyFile({ text, path, context, today: today(runtime.clock) });
    return [...policyProblems(text, path).map(problem => toPolicyDiagnostic(problem, document, session)), ...toDiagnostics(findings, document, this.#parts)];
  }

  /** Resolves when what there is to say has left. */
  publish(tracked: Tracked, situation: Situation, progress: Progress): Promise<void> {
    const { connection, session, refreshing } = this.#parts;
    const { uri, version } = tracked.document;
    refreshing.learned();
    const { diagnostics, read } = this.diagnose(tracked.document, situation);
    tracked.hasUses = read !== undefined && read.uses.length > 0;
    sendStatus(this.#parts, { document: tracked.document, read, situation, progress, troubles: tracked.troubles ?? [] });
    const { published } = tracked;
    const silent = diagnostics.length === 0 && published === undefined && !read;
    const same = published?.version === version && sameContent(published.diagnostics, diagnostics);
    if (silent || same || !session.push) return Promise.resolve();
    tracked.published = { version, diagnostics };
    return connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /**
   * Says what the first screens of a long document hold before all of it is read, which the caller must see to then. True when
   * that was anything.
   */
  async publishStart(tracked: Tracked, situation: Situation): Promise<boolean> {
    const { connection, session, contexts } = this.#parts;
    const { document } = tracked;
    const { uri, version } = document;
    if (!session.push || isPolicyFile(documentPath(uri))) return false;
    const start = contexts.readStart(document, situation);
    const diagnostics = start ? this.#diagnoses.of(document, start, situation.context) : [];
    if (diagnostics.length === 0) return false;
    tracked.published = { version, diagnostics };
    await connection.sendDiagnostics({ uri, version, diagnostics });
    // Whatever came in meanwhile has its turn: an edit, or a hover over what is shown now.
    await new Promise(resolve => setTimeout(resolve, 0));
    return true;
  }

  /** Takes away what was said of a document that is closed. */
  withdraw({ document: { uri }, published }: Tracked): void {
    this.#diagnoses.forget(uri);
    if (published) void this.#parts.connection.sendDiagnostics({ uri, diagnostics: [] });
  }
}

function sameContent(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
