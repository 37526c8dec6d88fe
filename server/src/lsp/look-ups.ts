import type { ReadDocument } from '../core/document';
import { mayLookUp, type Contexts, type Situation } from './contexts';
import { describeError } from './guard';
import type { Publishing } from './publishing';
import type { Runtime } from './runtime';
import type { Session } from './session';
import type { Tracked, TrackedDocuments } from './tracked';

/** Milliseconds without typing before registries are asked about a document. */
const lookUpPause = 400;

interface LookUpParts {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
  readonly tracked: TrackedDocuments;
  readonly publishing: Publishing;
}

/** The second pass: asks registries about a version of a document once, and publishes what is found when they have answered. */
export class LookUps {
  readonly #parts: LookUpParts;

  constructor(parts: LookUpParts) {
    this.#parts = parts;
  }

  /** When nobody types, and if the document is visible. */
  later(tracked: Tracked): void {
    if (!this.#parts.session.isVisible(tracked.document.uri)) return;
    clearTimeout(tracked.lookUp);
    tracked.lookUp = setTimeout(() => void this.#lookUp(tracked, 'onOpen'), lookUpPause);
  }

  /** Somebody points at the document. */
  now(tracked: Tracked): void {
    if (!tracked.abort) void this.#lookUp(tracked, 'onDemand');
  }

  async #lookUp(tracked: Tracked, occasion: 'onOpen' | 'onDemand'): Promise<void> {
    const { session, runtime, contexts, tracked: documents } = this.#parts;
    const { document, turn } = tracked;
    const { version } = document;
    const abort = new AbortController();
    try {
      const situation = await contexts.of(document.uri);
      if (!documents.isCurrent(tracked, turn) || tracked.asked === version || !mayLookUp(session, situation, occasion)) return;
      const read = contexts.read(document, situation);
      if (!read || read.uses.length === 0) return;
      tracked.abort?.abort();
      tracked.abort = abort;
      tracked.asked = version;
      await this.#askAndPublish(tracked, { situation, read, signal: abort.signal });
    } catch (error) {
      runtime.log.error(`look-up: ${describeError(error)}`);
    } finally {
      if (tracked.abort === abort) tracked.abort = undefined;
    }
  }

  async #askAndPublish(
    tracked: Tracked,
    asked: { situation: Situation; read: ReadDocument; signal: AbortSignal },
  ): Promise<void> {
    const { runtime, contexts, publishing } = this.#parts;
    const { situation, read, signal } = asked;
    void publishing.publish(tracked, situation, 'looking-up');
    const consent = await contexts.consent(situation, 'background');
    await runtime.service.lookUp(read, situation.context, { consent, signal });
    // An edit, closing and other settings or policies all abort: what comes late is dropped.
    if (signal.aborted) return;
    await publishing.publish(tracked, situation, 'looked-up');
    const publishers = situation.settings['signatures.background'];
    if (publishers.length === 0) return;
    // Its findings are published when it ends, as those of any other verification.
    await runtime.service.verifyInBackground(read, situation.context, { consent, signal, publishers, name: tracked.document.uri });
  }
}
