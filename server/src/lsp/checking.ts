import type { Diagnostic, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { ImageUse } from '../core/image-use';
import type { Situation } from './contexts';
import { describeError } from './guard';
import { LookUps } from './look-ups';
import { Publishing, type PublishingParts } from './publishing';
import { stop, TrackedDocuments, type Tracked } from './tracked';
import type { Typing } from './typing';

/** Milliseconds without typing before findings are published again. */
const typingPause = 150;
/** Milliseconds before the end of that pause in which the document is judged already: they pass anyway. */
const ahead = 50;

export interface CheckingParts extends PublishingParts {
  readonly documents: TextDocuments<TextDocument>;
  readonly typing: Typing;
}

/**
 * Two passes per document: findings from what is known are published at once; when registries have answered, the same
 * version of the text is checked again. What comes late for an older version is dropped.
 */
export class Checking {
  readonly #parts: CheckingParts;
  readonly #tracked = new TrackedDocuments();
  readonly #publishing: Publishing;
  readonly #lookUps: LookUps;

  constructor(parts: CheckingParts) {
    this.#parts = parts;
    this.#publishing = new Publishing(parts);
    this.#lookUps = new LookUps({ ...parts, tracked: this.#tracked, publishing: this.#publishing });
  }

  /** Opened or edited. */
  changed(document: TextDocument): void {
    const known = this.#tracked.get(document.uri);
    if (known?.document === document) this.#later(known);
    else this.#run(this.#tracked.track(document), true);
  }

  closed(uri: string): void {
    const tracked = this.#tracked.get(uri);
    if (!tracked) return;
    this.#tracked.forget(uri);
    stop(tracked);
    this.#parts.typing.forget(uri);
    this.#parts.contexts.forget(uri);
    this.#publishing.withdraw(tracked);
  }

  /** Something that applies to all documents is other than it was. */
  recheckAll(): void {
    this.#parts.refreshing.now();
    for (const tracked of this.#tracked.all()) {
      stop(tracked);
      tracked.asked = undefined;
      this.#run(tracked);
    }
  }

  /** Other documents are visible now. */
  visibilityChanged(): void {
    for (const tracked of this.#tracked.all()) this.#lookUps.later(tracked);
  }

  /** What was still being typed is written. */
  saved(uri: string): void {
    this.#parts.typing.saved(uri);
    const tracked = this.#tracked.get(uri);
    if (tracked) this.#lookUps.later(tracked);
  }

  /** More is known of what the document names. */
  learned(uri: string): void {
    const tracked = this.#tracked.get(uri);
    if (tracked) this.#sayAgain(tracked).catch((error: unknown) => this.#parts.runtime.log.error(`check: ${describeError(error)}`));
  }

  /** A verification came to an end: what is found is said again where it is other than it was. */
  verified(): void {
    for (const tracked of this.#tracked.all()) this.#sayAgain(tracked).catch((error: unknown) => this.#parts.runtime.log.error(`check: ${describeError(error)}`));
  }

  /** Asks registries about a document where somebody points at a use; `again`: also when they were asked about this version. */
  lookUpNow(uri: string, again = false, use?: ImageUse): void {
    const tracked = this.#tracked.get(uri);
    if (tracked) this.#lookUps.now(tracked, again, use);
  }

  /** The diagnostics of a document now, for clients that pull them. */
  async pull(uri: string): Promise<Diagnostic[]> {
    const document = this.#parts.documents.get(uri);
    if (!document) return [];
    await this.#parts.runtime.service.ready();
    return this.#publishing.diagnose(document, await this.#parts.contexts.of(uri)).diagnostics;
  }

  dispose(): void {
    for (const tracked of this.#tracked.all()) stop(tracked);
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
    if (this.#tracked.isCurrent(tracked, turn)) this.#publishing.diagnose(tracked.document, situation);
  }

  async #sayAgain(tracked: Tracked): Promise<void> {
    const { turn } = tracked;
    const situation = await this.#parts.contexts.of(tracked.document.uri);
    if (this.#tracked.isCurrent(tracked, turn)) await this.#publishing.publish(tracked, situation, 'idle');
  }

  #run(tracked: Tracked, opened = false): void {
    clearTimeout(tracked.check);
    this.#checkNow(tracked, opened).catch((error: unknown) => this.#parts.runtime.log.error(`check: ${describeError(error)}`));
  }

  async #checkNow(tracked: Tracked, opened: boolean): Promise<void> {
    const { turn } = tracked;
    const situation = await this.#parts.contexts.of(tracked.document.uri);
    if (!this.#tracked.isCurrent(tracked, turn)) return;
    if (opened && (await this.#publishing.publishStart(tracked, situation))) {
      // With something to read meanwhile, the rest need not be judged twice.
      await this.#parts.runtime.service.ready();
      if (!this.#tracked.isCurrent(tracked, turn)) return;
    }
    const said = this.#publishing.publish(tracked, situation, 'idle');
    this.#lookUps.later(tracked);
    await this.#publishWithCatalog(tracked, situation, said);
  }

  /**
   * The first document of a session is judged before the catalog is there, and once more when it is. Loading it keeps the process
   * busy, so what was found without it is `said` before.
   */
  async #publishWithCatalog(tracked: Tracked, situation: Situation, said: Promise<void>): Promise<void> {
    const { service } = this.#parts.runtime;
    const { turn } = tracked;
    if (service.isReady() || !tracked.hasUses) return;
    await said;
    await service.ready();
    if (!service.isReady() || !this.#tracked.isCurrent(tracked, turn)) return;
    void this.#publishing.publish(tracked, situation, tracked.asking ? 'looking-up' : 'idle');
  }
}
