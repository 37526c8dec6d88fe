import type { Connection, Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadDocument } from '../core/document';
import { isPolicyFile, policyProblems } from '../service/policies';
import { mayLookUp, type Contexts, type Situation } from './contexts';
import { Diagnoses } from './diagnoses';
import { toPolicyDiagnostic } from './diagnostics';
import { describeError } from './guard';
import type { Runtime } from './runtime';
import type { Session } from './session';
import { sendStatus, type Progress } from './status';
import { documentPath } from './uris';

/** Milliseconds without typing before findings are published again, and before registries are asked about the document. */
const typingPause = 150;
const lookUpPause = 400;
/** Milliseconds before the end of that pause in which the document is judged already: they pass anyway. */
const ahead = 50;

interface Tracked {
  readonly document: TextDocument;
  check?: NodeJS.Timeout | undefined;
  lookUp?: NodeJS.Timeout | undefined;
  /** Of the look-up that runs. */
  abort?: AbortController | undefined;
  /** The version whose references were asked about. */
  asked?: number | undefined;
  /** Grows when the text or what applies to it is another: what was begun before is of no use any more. */
  turn: number;
  published?: { readonly version: number; readonly diagnostics: readonly Diagnostic[] } | undefined;
  /** What was read last names some image. */
  hasUses?: boolean;
}

export interface CheckingParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
}

/**
 * Two passes per document: findings from what is known are published at once; when registries have answered, the same
 * version of the text is checked again. What comes late for an older version is dropped.
 */
export class Checking {
  readonly #parts: CheckingParts;
  readonly #diagnoses: Diagnoses;
  readonly #tracked = new Map<string, Tracked>();

  constructor(parts: CheckingParts) {
    this.#parts = parts;
    this.#diagnoses = new Diagnoses(parts);
  }

  /** Opened or edited. */
  changed(document: TextDocument): void {
    const known = this.#tracked.get(document.uri);
    if (known?.document === document) return this.#later(known);
    const tracked: Tracked = { document, turn: 0 };
    this.#tracked.set(document.uri, tracked);
    this.#run(tracked, true);
  }

  closed(uri: string): void {
    const tracked = this.#tracked.get(uri);
    if (!tracked) return;
    this.#tracked.delete(uri);
    stop(tracked);
    this.#parts.contexts.forget(uri);
    this.#diagnoses.forget(uri);
    if (tracked.published) void this.#parts.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  /** Something that applies to all documents is other than it was. */
  recheckAll(): void {
    for (const tracked of this.#tracked.values()) {
      stop(tracked);
      tracked.asked = undefined;
      this.#run(tracked);
    }
  }

  /** Other documents are visible now. */
  visibilityChanged(): void {
    for (const tracked of this.#tracked.values()) this.#askLater(tracked);
  }

  /** Asks registries about a document that somebody points at. */
  lookUpNow(uri: string): void {
    const tracked = this.#tracked.get(uri);
    if (tracked && !tracked.abort) void this.#lookUp(tracked, 'onDemand');
  }

  /** The diagnostics of a document now, for clients that pull them. */
  async pull(uri: string): Promise<Diagnostic[]> {
    const document = this.#parts.documents.get(uri);
    if (!document) return [];
    await this.#parts.runtime.service.ready();
    return this.#diagnose(document, await this.#parts.contexts.of(uri)).diagnostics;
  }

  dispose(): void {
    for (const tracked of this.#tracked.values()) stop(tracked);
    this.#tracked.clear();
  }

  #later(tracked: Tracked): void {
    stop(tracked);
    tracked.check = setTimeout(() => {
      tracked.check = setTimeout(() => this.#run(tracked), ahead);
      // What goes wrong here goes wrong again, and is logged, when it counts.
      this.#judgeAhead(tracked).catch(() => undefined);
    }, typingPause - ahead);
  }

  async #judgeAhead(tracked: Tracked): Promise<void> {
    const { turn } = tracked;
    const situation = await this.#parts.contexts.of(tracked.document.uri);
    if (this.#isCurrent(tracked, turn)) this.#diagnose(tracked.document, situation);
  }

  #run(tracked: Tracked, opened = false): void {
    clearTimeout(tracked.check);
    this.#checkNow(tracked, opened).catch((error: unknown) => this.#parts.runtime.log.error(`check: ${describeError(error)}`));
  }

  async #checkNow(tracked: Tracked, opened: boolean): Promise<void> {
    const { turn } = tracked;
    const situation = await this.#parts.contexts.of(tracked.document.uri);
    if (!this.#isCurrent(tracked, turn)) return;
    if (opened) {
      await this.#publishStart(tracked, situation);
      if (!this.#isCurrent(tracked, turn)) return;
    }
    this.#publish(tracked, situation, 'idle');
    this.#askLater(tracked);
    await this.#publishWithCatalog(tracked, situation);
  }

  /** The first document of a session is judged before the catalog is there, and once more when it is. */
  async #publishWithCatalog(tracked: Tracked, situation: Situation): Promise<void> {
    const { service } = this.#parts.runtime;
    const { turn } = tracked;
    if (service.isReady() || !tracked.hasUses) return;
    await service.ready();
    if (service.isReady() && this.#isCurrent(tracked, turn)) this.#publish(tracked, situation, tracked.abort ? 'looking-up' : 'idle');
  }

  #isCurrent(tracked: Tracked, turn: number): boolean {
    return this.#tracked.get(tracked.document.uri) === tracked && tracked.turn === turn;
  }

  #publish(tracked: Tracked, situation: Situation, progress: Progress): void {
    const { connection, session } = this.#parts;
    const { uri, version } = tracked.document;
    const { diagnostics, read } = this.#diagnose(tracked.document, situation);
    tracked.hasUses = read !== undefined && read.uses.length > 0;
    sendStatus(this.#parts, { document: tracked.document, read, situation, progress });
    const { published } = tracked;
    const silent = diagnostics.length === 0 && published === undefined && !read;
    const same = published?.version === version && sameContent(published.diagnostics, diagnostics);
    if (silent || same || !session.push) return;
    tracked.published = { version, diagnostics };
    void connection.sendDiagnostics({ uri, version, diagnostics });
  }

  /** Says what the first screens of a long document hold before all of it is read, which the caller must see to then. */
  async #publishStart(tracked: Tracked, situation: Situation): Promise<void> {
    const { connection, session, contexts } = this.#parts;
    const { document } = tracked;
    const { uri, version } = document;
    if (!session.push || isPolicyFile(documentPath(uri))) return;
    const start = contexts.readStart(document, situation);
    const diagnostics = start ? this.#diagnoses.of(document, start, situation.context) : [];
    if (diagnostics.length === 0) return;
    tracked.published = { version, diagnostics };
    await connection.sendDiagnostics({ uri, version, diagnostics });
    // Whatever came in meanwhile has its turn: an edit, or a hover over what is shown now.
    await new Promise(resolve => setTimeout(resolve, 0));
  }

  #diagnose(document: TextDocument, situation: Situation): { diagnostics: Diagnostic[]; read: ReadDocument | undefined } {
    const { session, contexts } = this.#parts;
    const path = documentPath(document.uri);
    if (isPolicyFile(path)) {
      const problems = policyProblems(document.getText(), path);
      return { diagnostics: problems.map(problem => toPolicyDiagnostic(problem, document, session)), read: undefined };
    }
    const read = contexts.read(document, situation);
    return { diagnostics: read ? this.#diagnoses.of(document, read, situation.context) : [], read };
  }

  #askLater(tracked: Tracked): void {
    if (!this.#parts.session.isVisible(tracked.document.uri)) return;
    clearTimeout(tracked.lookUp);
    tracked.lookUp = setTimeout(() => void this.#lookUp(tracked, 'onOpen'), lookUpPause);
  }

  async #lookUp(tracked: Tracked, occasion: 'onOpen' | 'onDemand'): Promise<void> {
    const { document, turn } = tracked;
    const { version } = document;
    const abort = new AbortController();
    try {
      const situation = await this.#parts.contexts.of(document.uri);
      if (!this.#isCurrent(tracked, turn) || tracked.asked === version || !mayLookUp(this.#parts.session, situation, occasion)) return;
      const read = this.#parts.contexts.read(document, situation);
      if (!read || read.uses.length === 0) return;
      tracked.abort?.abort();
      tracked.abort = abort;
      tracked.asked = version;
      await this.#askAndPublish(tracked, { situation, read, signal: abort.signal });
    } catch (error) {
      this.#parts.runtime.log.error(`look-up: ${describeError(error)}`);
    } finally {
      if (tracked.abort === abort) tracked.abort = undefined;
    }
  }

  async #askAndPublish(
    tracked: Tracked,
    asked: { situation: Situation; read: ReadDocument; signal: AbortSignal },
  ): Promise<void> {
    const { runtime, contexts } = this.#parts;
    const { situation, read, signal } = asked;
    this.#publish(tracked, situation, 'looking-up');
    const consent = contexts.consent(situation, 'background');
    await runtime.service.lookUp(read, situation.context, { consent, signal });
    // An edit, closing and other settings or policies all abort: what comes late is dropped.
    if (!signal.aborted) this.#publish(tracked, situation, 'looked-up');
  }
}

function sameContent(a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

/** Calls off everything that was begun for a document. */
function stop(tracked: Tracked): void {
  tracked.turn += 1;
  clearTimeout(tracked.check);
  clearTimeout(tracked.lookUp);
  tracked.abort?.abort();
  tracked.abort = undefined;
}
