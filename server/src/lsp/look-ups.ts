import { withUses, type ReadDocument } from '../core/document';
import type { ImageUse } from '../core/image-use';
import type { Contexts, Situation } from './contexts';
import { mayLookUp } from './may-look-up';
import { describeError } from './guard';
import type { Publishing } from './publishing';
import type { Runtime } from './runtime';
import type { Session } from './session';
import { asking, type Tracked, type TrackedDocuments } from './tracked';
import type { Typing } from './typing';

/** Milliseconds without typing before registries are asked about a document. */
const lookUpPause = 400;
/** Milliseconds: that a registry is left alone is told anew as often, and nobody is asked again sooner than after the shorter one. */
const troubleTold = { atLeast: 1000, every: 60_000 };

type Occasion = 'onOpen' | 'onDemand';

interface Asked {
  readonly situation: Situation;
  readonly read: ReadDocument;
  readonly occasion: Occasion;
}

interface LookUpParts {
  readonly session: Session;
  readonly runtime: Runtime;
  readonly contexts: Contexts;
  readonly typing: Typing;
  readonly tracked: TrackedDocuments;
  readonly publishing: Publishing;
}

/**
 * The second pass: asks registries about a version of a document once, and publishes what is found when they have answered. What
 * somebody is still typing is asked about when that is over, and a registry that is to be left alone when it may be asked again.
 */
export class LookUps {
  readonly #parts: LookUpParts;

  constructor(parts: LookUpParts) {
    this.#parts = parts;
  }

  /** When nobody types, and if the document is visible. */
  later(tracked: Tracked, pause = lookUpPause): void {
    if (!this.#parts.session.isVisible(tracked.document.uri)) return;
    clearTimeout(tracked.lookUp);
    tracked.lookUp = setTimeout(() => void this.#lookUp(tracked, 'onOpen'), pause);
  }

  /** Somebody points at a use in the document; `again` where an answer about it is not fresh any more. */
  now(tracked: Tracked, again = false, use?: ImageUse): void {
    if (tracked.asking) return;
    if (again) tracked.asked = undefined;
    void this.#lookUp(tracked, 'onDemand', use);
  }

  async #lookUp(tracked: Tracked, occasion: Occasion, pointedAt?: ImageUse): Promise<void> {
    const { session, runtime, contexts, typing, tracked: documents } = this.#parts;
    const { document, turn } = tracked;
    const { uri, version } = document;
    try {
      const situation = await contexts.of(uri);
      if (!documents.isCurrent(tracked, turn) || tracked.asked === version || !mayLookUp(session, situation, occasion)) return;
      const read = contexts.read(document, situation);
      if (!read || read.uses.length === 0) return;
      if (read.onlyShown) return await this.#askAboutShown(tracked, { situation, read, occasion }, pointedAt);
      const written = read.uses.filter(use => !typing.isUnfinished(uri, use));
      const isWhole = written.length === read.uses.length;
      if (isWhole) tracked.asked = version;
      else if (occasion === 'onOpen') this.later(tracked, typing.rest(uri) + 1);
      if (written.length > 0) await this.#askAndPublish(tracked, { situation, read: withUses(read, this.#lastEditedFirst(uri, written)), occasion });
    } catch (error) {
      runtime.log.error(`look-up: ${describeError(error)}`);
    }
  }

  /** Of what is only shown, nothing is asked but what somebody points at. */
  async #askAboutShown(tracked: Tracked, asked: Asked, use: ImageUse | undefined): Promise<void> {
    if (use) await this.#askAndPublish(tracked, { ...asked, read: withUses(asked.read, [use]) });
  }

  /** Not everything may be asked about, and what somebody works at matters most. */
  #lastEditedFirst(uri: string, uses: readonly ImageUse[]): readonly ImageUse[] {
    const touched = uses.filter(use => this.#parts.typing.isTouched(uri, use));
    return touched.length === 0 ? uses : [...touched, ...uses.filter(use => !touched.includes(use))];
  }

  async #askAndPublish(tracked: Tracked, asked: Asked): Promise<void> {
    const { runtime, contexts, publishing } = this.#parts;
    const { situation, read } = asked;
    await asking(tracked, async signal => {
      void publishing.publish(tracked, situation, 'looking-up');
      const consent = await contexts.consent(situation, 'background');
      await runtime.service.lookUp(read, situation.context, { consent, signal });
      // An edit, closing and other settings or policies all abort: what comes late is dropped.
      if (signal.aborted) return;
      this.#watchTroubles(tracked, asked);
      await publishing.publish(tracked, situation, 'looked-up');
      const publishers = situation.settings['signatures.background'];
      if (publishers.length === 0 || read.onlyShown) return;
      // Its findings are published when it ends, as those of any other verification.
      await runtime.service.verifyInBackground(read, situation.context, { consent, signal, publishers, name: tracked.document.uri });
    });
  }

  /** Tells of registries that could not be asked, and asks them when they may be. */
  #watchTroubles(tracked: Tracked, { situation, read, occasion }: Asked): void {
    const { runtime, publishing } = this.#parts;
    clearTimeout(tracked.troubled);
    tracked.troubles = runtime.service.troubles(read, situation.context);
    if (tracked.troubles.length === 0) return;
    const { turn } = tracked;
    const next = Math.min(...tracked.troubles.map(({ until }) => until));
    const pause = Math.min(Math.max(next - runtime.clock.now(), troubleTold.atLeast), troubleTold.every);
    tracked.troubled = setTimeout(() => {
      if (!this.#parts.tracked.isCurrent(tracked, turn)) return;
      if (next > runtime.clock.now()) {
        void publishing.publish(tracked, situation, tracked.asking ? 'looking-up' : 'looked-up');
        return this.#watchTroubles(tracked, { situation, read, occasion });
      }
      tracked.asked = undefined;
      if (occasion === 'onOpen') this.later(tracked, 0);
    }, pause);
  }
}
